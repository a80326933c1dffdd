using System.Buffers.Binary;
using System.Text;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>A block of metadata, read field by field (little-endian, as all HDF5 metadata); never past its end.</summary>
internal sealed class Hdf5Block(Hdf5Source source, long address, ReadOnlyMemory<byte> bytes, string what)
{
    /// <summary>The file that the block is of.</summary>
    public Hdf5Source Source => source;

    /// <summary>Address of the first byte.</summary>
    public long Address => address;

    /// <summary>The next byte to be read.</summary>
    public int Position { get; private set; }

    /// <summary>Bytes not yet read.</summary>
    public int Remaining => bytes.Length - Position;

    /// <summary>All bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    public int U8() => Take(1)[0];

    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>A size of four bytes that must fit an int.</summary>
    public int Size32()
    {
        var value = U32();
        if (value > int.MaxValue) throw Fail($"a size of {value} is not plausible");
        return (int)value;
    }

    /// <summary>An unsigned number of 1 to 8 bytes that must fit a long.</summary>
    public long Unsigned(int size)
    {
        if (size is < 1 or > 8) throw Fail($"a number of {size} bytes is not possible");
        var span = Take(size);
        ulong value = 0;
        for (var i = size - 1; i >= 0; i--) value = value << 8 | span[i];
        if (value > long.MaxValue) throw Fail($"the number {value} is not plausible");
        return (long)value;
    }

    /// <summary>An address, or <see cref="Hdf5Source.Undefined"/>.</summary>
    public long Offset()
    {
        var span = Take(source.OffsetSize);
        if (span.IndexOfAnyExcept((byte)0xFF) < 0) return Hdf5Source.Undefined;
        Position -= source.OffsetSize;
        return Unsigned(source.OffsetSize);
    }

    /// <summary>A length field.</summary>
    public long Length() => Unsigned(source.LengthSize);

    /// <summary>A length field that may be "unlimited" (all bits set), which is returned as -1.</summary>
    public long LengthOrUnlimited()
    {
        var span = Take(source.LengthSize);
        if (span.IndexOfAnyExcept((byte)0xFF) < 0) return -1;
        Position -= source.LengthSize;
        return Length();
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
            throw Fail($"{what} is too short: {count} more bytes are needed and {Remaining} are left");
        var span = bytes.Span.Slice(Position, count);
        Position += count;
        return span;
    }

    public void Skip(int count) => Take(count);

    /// <summary>A part of the block from the current byte on, which is then read past.</summary>
    public Hdf5Block Part(int count, string name)
    {
        var at = Position;
        Take(count);
        return new Hdf5Block(source, address + at, bytes.Slice(at, count), name);
    }

    /// <summary>The same block read from its first byte.</summary>
    public Hdf5Block Rewound() => new(source, address, bytes, what);

    /// <summary>Reads past a four-letter signature and refuses any other.</summary>
    public void Signature(string expected)
    {
        var found = Take(4);
        if (!found.SequenceEqual(Encoding.ASCII.GetBytes(expected)))
            throw Fail($"{what} should begin with '{expected}' and begins with {Convert.ToHexString(found)} (hexadecimal)");
    }

    /// <summary>Reads a version byte and refuses any but the given.</summary>
    public void Version(int expected)
    {
        var found = U8();
        if (found != expected) throw Fail($"{what} has version {found}; version {expected} is understood");
    }

    /// <summary>A zero-terminated string from the current byte on; the terminator is read past.</summary>
    public string ZeroTerminated()
    {
        var rest = bytes.Span[Position..];
        var end = rest.IndexOf((byte)0);
        if (end < 0) throw Fail($"{what} has a name without an end");
        Position += end + 1;
        return Encoding.UTF8.GetString(rest[..end]);
    }

    /// <summary>Compares the checksum in the last four bytes with the bytes before it.</summary>
    public void VerifyChecksum()
    {
        if (bytes.Length < 4) throw Fail($"{what} has no room for its checksum");
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^4..]);
        if (!source.VerifyChecksums) return;
        var computed = JenkinsHash.Compute(bytes.Span[..^4]);
        if (stored != computed) throw source.Fail(address, $"{what} has checksum {stored:x8} and its bytes give {computed:x8}: the file is corrupt");
    }

    public ModelFormatException Fail(string message) => source.Fail(address + Position, message);
}
