using System.Buffers.Binary;
using System.Text;

namespace MlNetCnn.Training;

/// <summary>
/// What a cache's file starts with: 8 bytes of magic, then little-endian the version, the length of a vector, the length of the key's
/// text, the text in UTF-8, and a CRC-32C of all of it. A file whose header is not, byte for byte, the expected one is never read.
/// </summary>
internal static class FeatureFileHeader
{
    /// <summary>Version of header and records.</summary>
    public const int Version = 1;

    private static ReadOnlySpan<byte> Magic => "MLNCFEAT"u8;

    /// <summary>The header for a key.</summary>
    public static byte[] Build(FeatureKey key, int length)
    {
        var text = Encoding.UTF8.GetBytes(key.ToString());
        var header = new byte[Magic.Length + 12 + text.Length + 4];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), length);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), text.Length);
        text.CopyTo(header.AsSpan(20));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(20 + text.Length), Crc32C.Of(header.AsSpan(0, 20 + text.Length)));
        return header;
    }

    /// <summary>
    /// A header's checksum, which the records' go on from. (Taken over the stored checksum too, it would be the same for every header: the CRC of any
    /// message with its own CRC behind it is a constant.)
    /// </summary>
    public static uint Checksum(byte[] header) => BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(header.Length - 4));

    /// <summary>Whether a file was written as a cache, of whatever key and version: it has the magic, or as much of
    /// it as was written before a kill, or the zeros that some file systems leave after a power failure.</summary>
    public static bool IsCache(IRecordFile file)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(file.Length, Magic.Length)];
        return file.TryRead(0, start) && (start.SequenceEqual(Magic[..start.Length]) || !start.ContainsAnyExcept((byte)0));
    }

    /// <summary>Whether a file starts with exactly this header.</summary>
    public static bool Matches(IRecordFile file, byte[] header)
    {
        var start = new byte[header.Length];
        return file.TryRead(0, start) && start.AsSpan().SequenceEqual(header);
    }
}
