using System.Buffers.Binary;

namespace MlNetCnn.Imaging;

/// <summary>Reads a file's bytes in big-endian order; every failure says where, what was expected and what was there.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> data, string? name)
{
    /// <summary>The whole file.</summary>
    public readonly ReadOnlySpan<byte> Data = data;

    /// <summary>The file's name, or null.</summary>
    public readonly string? Name = name;

    /// <summary>Offset of the next byte.</summary>
    public int Position;

    public readonly int Remaining => Data.Length - Position;

    public byte ReadByte(string what)
    {
        if (Remaining < 1) throw End(what, 1);
        return Data[Position++];
    }

    public int ReadUInt16(string what)
    {
        if (Remaining < 2) throw End(what, 2);
        var value = BinaryPrimitives.ReadUInt16BigEndian(Data[Position..]);
        Position += 2;
        return value;
    }

    public uint ReadUInt32(string what)
    {
        if (Remaining < 4) throw End(what, 4);
        var value = BinaryPrimitives.ReadUInt32BigEndian(Data[Position..]);
        Position += 4;
        return value;
    }

    public ReadOnlySpan<byte> Take(int count, string what)
    {
        if (Remaining < count) throw End(what, count);
        var bytes = Data.Slice(Position, count);
        Position += count;
        return bytes;
    }

    /// <summary>The exception for something wrong at a byte.</summary>
    public readonly ImageFormatException Error(int offset, string expected, string seen) => new(Name, offset, expected, seen);

    private readonly ImageFormatException End(string what, int count) =>
        Error(Position, $"{what} ({count} {(count == 1 ? "byte" : "bytes")})", $"the end of the file after {Remaining} more");
}
