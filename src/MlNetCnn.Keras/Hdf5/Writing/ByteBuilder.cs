using System.Buffers.Binary;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Bytes that grow at the end and can be filled anywhere; numbers are little-endian, as in all HDF5 metadata.</summary>
internal sealed class ByteBuilder
{
    private byte[] bytes = new byte[256];

    /// <summary>Number of bytes.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    /// <summary>Appends zeros.</summary>
    /// <returns>Where they begin.</returns>
    public int Allocate(int count)
    {
        var at = Length;
        var needed = checked(at + count);
        if (needed > bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * bytes.Length)));
        Length = needed;
        return at;
    }

    public ByteBuilder U8(int value)
    {
        Append(1)[0] = (byte)value;
        return this;
    }

    public ByteBuilder U16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Append(2), checked((ushort)value));
        return this;
    }

    public ByteBuilder U32(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Append(4), checked((uint)value));
        return this;
    }

    public ByteBuilder U64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Append(8), value);
        return this;
    }

    public ByteBuilder Raw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Append(value.Length));
        return this;
    }

    /// <summary>Appends zeros up to a multiple of eight.</summary>
    public ByteBuilder Pad()
    {
        Allocate(-Length & 7);
        return this;
    }

    /// <summary>Writes over bytes that are there.</summary>
    public void Put(int at, ReadOnlySpan<byte> value) => value.CopyTo(bytes.AsSpan(0, Length)[at..]);

    /// <summary>Writes a number of eight bytes over bytes that are there.</summary>
    public void PutU64(int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(0, Length)[at..], value);

    private Span<byte> Append(int count)
    {
        var at = Allocate(count);
        return bytes.AsSpan(at, count);
    }
}
