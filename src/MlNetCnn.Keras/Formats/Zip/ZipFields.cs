using System.Buffers.Binary;

namespace MlNetCnn.Keras.Formats;

/// <summary>The fields of a part of a zip archive, one after the other (little-endian); never past its end.</summary>
internal ref struct ZipFields(ReadOnlySpan<byte> bytes, long address, string what, Func<long, string, ModelFormatException> fail)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The next byte to be read.</summary>
    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Eight bytes that must be a plausible size or place.</summary>
    public long U64()
    {
        var value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return value <= long.MaxValue ? (long)value : throw Error($"the number {value} is not plausible");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count > Remaining) throw Error($"{what} is too short: {count} more bytes are needed and {Remaining} are left");
        var taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public void Signature(uint expected)
    {
        var found = U32();
        if (found != expected) throw fail(address + Position - 4, $"{what} should begin with {expected:X8} and begins with {found:X8}");
    }

    public readonly ModelFormatException Error(string message) => fail(address + Position, message);
}
