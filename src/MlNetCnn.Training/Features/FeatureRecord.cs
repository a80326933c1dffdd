using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace MlNetCnn.Training;

/// <summary>
/// One vector in a cache's file: the 32 bytes of the content's hash, the values as little-endian float32, and a CRC-32C over the file's header
/// and both. All records of a file have one size, so a damaged one does not hide those behind it.
/// </summary>
/// <param name="length">Values of a vector.</param>
/// <param name="seed">Checksum of the header.</param>
internal readonly struct FeatureRecord(int length, uint seed)
{
    /// <summary>Longest vector whose record an array holds.</summary>
    public const int MaxLength = (1 << 28) - 64;

    /// <summary>Bytes of a record.</summary>
    public int Size => ContentHash.Length + 4 * length + 4;

    /// <summary>Writes a record.</summary>
    public void Encode(Span<byte> record, ContentHash hash, ReadOnlySpan<float> values)
    {
        hash.CopyTo(record);
        var bytes = record.Slice(ContentHash.Length, 4 * length);
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(values).CopyTo(bytes);
        else for (var i = 0; i < length; i++) BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[(Size - 4)..], Crc32C.Of(record[..(Size - 4)], seed));
    }

    /// <summary>Reads a record; false, with nothing written, when it is another content's or damaged.</summary>
    public bool TryDecode(ReadOnlySpan<byte> record, ContentHash hash, Span<float> values)
    {
        if (new ContentHash(record[..ContentHash.Length]) != hash) return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(record[(Size - 4)..]) != Crc32C.Of(record[..(Size - 4)], seed)) return false;
        var bytes = record.Slice(ContentHash.Length, 4 * length);
        if (BitConverter.IsLittleEndian) bytes.CopyTo(MemoryMarshal.AsBytes(values));
        else for (var i = 0; i < length; i++) values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return true;
    }
}
