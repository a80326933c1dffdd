using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Turns stored elements into numbers and strings.</summary>
internal static class ElementReader
{
    /// <summary>Bytes of memory of a string besides its characters.</summary>
    private const int Rough = 40;

    /// <summary>Numbers as singles: doubles and large integers are rounded to nearest.</summary>
    public static void Singles(Hdf5Type type, ReadOnlySpan<byte> bytes, Span<float> into)
    {
        if (type is { Kind: Hdf5Kind.Float, Size: 4 } && type.BigEndian != BitConverter.IsLittleEndian)
        {
            MemoryMarshal.Cast<byte, float>(bytes)[..into.Length].CopyTo(into);
            return;
        }

        if (type is { Kind: Hdf5Kind.Float, Size: 4 })
        {
            for (var i = 0; i < into.Length; i++) into[i] = BitConverter.UInt32BitsToSingle((uint)Bits(type, bytes, i));
            return;
        }

        for (var i = 0; i < into.Length; i++)
            into[i] = type.Kind == Hdf5Kind.Integer ? type.Signed ? Integer(type, bytes, i) : Bits(type, bytes, i) : (float)Double(type, bytes, i);
    }

    /// <summary>Numbers as doubles.</summary>
    public static void Doubles(Hdf5Type type, ReadOnlySpan<byte> bytes, Span<double> into)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = type.Kind == Hdf5Kind.Integer ? type.Signed ? Integer(type, bytes, i) : Bits(type, bytes, i) : Double(type, bytes, i);
    }

    /// <summary>Integers; the caller has made sure that the type is one.</summary>
    /// <returns>False where an unsigned value is above <see cref="long.MaxValue"/>.</returns>
    public static bool Integers(Hdf5Type type, ReadOnlySpan<byte> bytes, Span<long> into)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = type.Signed ? Integer(type, bytes, i) : (long)Bits(type, bytes, i);
            if (!type.Signed && into[i] < 0) return false;
        }

        return true;
    }

    /// <summary>Strings of either kind.</summary>
    public static string[] Strings(Hdf5Type type, ReadOnlyMemory<byte> bytes, int count, Hdf5Source source, GlobalHeap heap, string path)
    {
        source.Take(path, (long)count * Rough + (type.Kind == Hdf5Kind.FixedString ? 2L * bytes.Length : 0), "the strings");
        var strings = new string[count];
        var budget = source.Length;
        for (var i = 0; i < count; i++)
        {
            var element = bytes.Slice(i * type.Size, type.Size);
            if (type.Kind == Hdf5Kind.FixedString)
            {
                strings[i] = Encoding.UTF8.GetString(Trim(type, element.Span));
                continue;
            }

            var length = BinaryPrimitives.ReadUInt32LittleEndian(element.Span);
            var reference = new Hdf5Block(source, 0, element[4..], "a variable-length string");
            var collection = reference.Offset();
            var index = reference.U32();
            if (length == 0 || collection is 0 or Hdf5Source.Undefined)
            {
                strings[i] = "";
                continue;
            }

            budget -= length;
            if (budget < 0 || index > int.MaxValue) throw source.Fail(path, "the variable-length strings are larger than the file: it is corrupt");
            source.Take(path, 2L * length, "the strings");
            var text = heap.Read(collection, (int)index, length);
            strings[i] = Encoding.UTF8.GetString(text.Span.TrimEnd((byte)0));
        }

        return strings;
    }

    private static ReadOnlySpan<byte> Trim(Hdf5Type type, ReadOnlySpan<byte> text)
    {
        if (type.Padding == 2) return text.TrimEnd((byte)' ');
        if (type.Padding == 1) return text.TrimEnd((byte)0);
        var end = text.IndexOf((byte)0);
        return end < 0 ? text : text[..end];
    }

    private static ulong Bits(Hdf5Type type, ReadOnlySpan<byte> bytes, int index)
    {
        var element = bytes.Slice(index * type.Size, type.Size);
        return (type.Size, type.BigEndian) switch
        {
            (1, _) => element[0],
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(element),
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(element),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(element),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(element),
            (_, false) => BinaryPrimitives.ReadUInt64LittleEndian(element),
            (_, true) => BinaryPrimitives.ReadUInt64BigEndian(element),
        };
    }

    private static long Integer(Hdf5Type type, ReadOnlySpan<byte> bytes, int index)
    {
        var unused = 64 - type.Size * 8;
        return (long)Bits(type, bytes, index) << unused >> unused;
    }

    private static double Double(Hdf5Type type, ReadOnlySpan<byte> bytes, int index)
    {
        var bits = Bits(type, bytes, index);
        return type.Size switch
        {
            2 when type.IsBFloat16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
            2 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
            4 => BitConverter.UInt32BitsToSingle((uint)bits),
            _ => BitConverter.UInt64BitsToDouble(bits),
        };
    }
}
