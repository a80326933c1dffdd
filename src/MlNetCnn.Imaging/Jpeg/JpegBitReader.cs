using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>
/// The bits of an entropy-coded segment, first bit first, stuffed zero bytes removed (T.81, F.2.2.5). At a marker or the end of the file
/// it goes on with zero bits and counts them: <see cref="Overrun"/> tells whether any were used.
/// </summary>
internal ref struct JpegBitReader(ReadOnlySpan<byte> data, int position)
{
    /// <summary>Coming bits, the next one at the top; only the first <see cref="Count"/> count.</summary>
    public ulong Buffer;

    /// <summary>Valid bits in <see cref="Buffer"/>.</summary>
    public int Count;

    private readonly ReadOnlySpan<byte> data = data;
    private int position = position;
    private int invented;

    /// <summary>Offset of the next byte not yet in the buffer; at a marker, the offset of its FF.</summary>
    public readonly int Position => position;

    /// <summary>Whether bits were used that the file does not have.</summary>
    public readonly bool Overrun => Count < invented;

    /// <summary>Whether the data has ended: the buffer holds zero bits that the file does not have.</summary>
    public readonly bool AtEnd => invented > 0;

    /// <summary>Makes at least 48 bits valid.</summary>
    public void Fill()
    {
        if (data.Length - position >= 8)
        {
            var next = BinaryPrimitives.ReadUInt64BigEndian(data[position..]);
            // Does any of the eight bytes equal FF? The usual test for a zero byte, on the complement.
            if (((~next - 0x0101010101010101) & next & 0x8080808080808080) == 0)
            {
                Buffer |= next >> Count;
                var bytes = (64 - Count) >> 3;
                position += bytes;
                Count += bytes << 3;
                return;
            }
        }

        FillSlowly();
    }

    /// <summary>The next Huffman symbol, or -1 when no code begins as the bits do.</summary>
    public int Symbol(HuffmanTable table)
    {
        if (Count < 32) Fill();
        int entry = table.Lookup[Buffer >> (64 - HuffmanTable.LookupBits)];
        if (entry == 0)
        {
            entry = table.FindLong((int)(Buffer >> 48));
            if (entry == 0) return -1;
        }

        Skip(entry >> 8);
        return entry & 0xFF;
    }

    /// <summary>The next 1 to 16 bits as a number.</summary>
    public int Bits(int count)
    {
        if (Count < 16) Fill();
        var value = (int)(Buffer >> (64 - count));
        Skip(count);
        return value;
    }

    /// <summary>The next bit.</summary>
    public bool Bit()
    {
        if (Count < 1) Fill();
        var set = (long)Buffer < 0;
        Skip(1);
        return set;
    }

    /// <summary>Turns magnitude bits into a signed value (T.81, F.2.2.1, EXTEND).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Extend(int bits, int size) => bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;

    /// <summary>Drops the bits left and finds the next marker: the offset of the last FF before its code, or the file's length.</summary>
    public void MoveToMarker()
    {
        (Buffer, Count, invented) = (0, 0, 0);
        while (position < data.Length)
        {
            var at = data[position..].IndexOf((byte)0xFF);
            if (at < 0) break;
            position += at;
            if (position + 1 >= data.Length) break;
            if (data[position + 1] is not (0 or 0xFF)) return;
            position += data[position + 1] == 0 ? 2 : 1;
        }

        position = data.Length;
    }

    /// <summary>Goes on behind a marker found by <see cref="MoveToMarker"/>.</summary>
    public void SkipMarker() => position += 2;

    private void Skip(int count)
    {
        Buffer <<= count;
        Count -= count;
    }

    private void FillSlowly()
    {
        // Below Count there may already be the first bits of the byte that comes next: adding them once more changes nothing.
        while (Count <= 56)
        {
            ulong value = 0;
            if (!TryNextByte(ref value)) invented = Math.Min(invented + 8, 1 << 20);
            Buffer |= value << (56 - Count);
            Count += 8;
        }
    }

    private bool TryNextByte(ref ulong value)
    {
        if (position >= data.Length) return false;
        value = data[position];
        if (value != 0xFF)
        {
            position++;
            return true;
        }

        // FF 00 is a stuffed FF. FF FF ... is fill before a marker. Anything else is a marker: stay there.
        var code = position + 1;
        while (code < data.Length && data[code] == 0xFF) code++;
        if (code < data.Length && data[code] == 0)
        {
            position = code + 1;
            return true;
        }

        value = 0;
        return false;
    }
}
