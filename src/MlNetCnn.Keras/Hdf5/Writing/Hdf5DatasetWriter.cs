using System.Runtime.InteropServices;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>A dataset to be written: one run of numbers, least significant byte first. The numbers stay where they are until the file is saved.</summary>
internal sealed class Hdf5DatasetWriter : Hdf5ObjectWriter
{
    private const int BufferSize = 1 << 20;

    private readonly Action<Stream> write;

    private Hdf5DatasetWriter(string path, long[] shape, byte[] type, long size, Action<Stream> write)
        : base(path)
    {
        Shape = shape;
        Type = type;
        Size = size;
        this.write = write;
    }

    /// <summary>Size of each dimension; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Bytes of all elements.</summary>
    public long Size { get; }

    internal byte[] Type { get; }

    internal void WriteTo(Stream stream) => write(stream);

    internal static Hdf5DatasetWriter Create<T>(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values, byte[] type)
        where T : unmanaged
    {
        if (shape.Length > 32) throw new ArgumentException($"{path} has {shape.Length} dimensions; HDF5 allows 32.", nameof(shape));
        long count = 1;
        foreach (var side in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(side, nameof(shape));
            count = checked(count * side);
        }

        if (count != values.Length) throw new ArgumentException($"{path} of shape ({string.Join(", ", shape.ToArray())}) needs {count} values and gets {values.Length}.", nameof(values));
        var size = Marshal.SizeOf<T>();
        return new Hdf5DatasetWriter(path, shape.ToArray(), type, count * size, stream => Write(stream, values.Span, size));
    }

    private static void Write<T>(Stream stream, ReadOnlySpan<T> values, int size)
        where T : unmanaged
    {
        for (var at = 0; at < values.Length; at += BufferSize)
        {
            var bytes = MemoryMarshal.AsBytes(values[at..Math.Min(values.Length, at + BufferSize)]);
            stream.Write(BitConverter.IsLittleEndian || size == 1 ? bytes : Reversed(bytes, size));
        }
    }

    /// <summary>The bytes of each element in the other order, for machines that keep the most significant byte first.</summary>
    internal static byte[] Reversed(ReadOnlySpan<byte> bytes, int size)
    {
        var reversed = bytes.ToArray();
        for (var at = 0; at < reversed.Length; at += size) reversed.AsSpan(at, size).Reverse();
        return reversed;
    }
}
