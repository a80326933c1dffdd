using System.Buffers.Binary;

namespace MlNetCnn.TensorFlow;

/// <summary>
/// A sorted table of bytes by bytes in one block, as LevelDB and TensorFlow keep them (LevelDB, doc/table_format.md): the block, an empty block of the table's own data, an index of the
/// blocks, and a footer that says where these are. Nothing is compressed.
/// </summary>
internal sealed class TableWriter
{
    /// <summary>Bytes of the footer: two places, padded, and the magic number.</summary>
    private const int FooterLength = 48;

    private const ulong Magic = 0xDB4775248B80FB57;

    private readonly TableBlock _entries = new();
    private byte[] _last = [];

    /// <summary>Adds an entry; the first, or with a key behind all those before.</summary>
    public void Add(byte[] key, ReadOnlySpan<byte> value)
    {
        _entries.Add(key, value);
        _last = key;
    }

    public byte[] ToBytes()
    {
        using var file = new MemoryStream();
        var entries = Write(file, _entries);
        var own = Write(file, new TableBlock());
        var blocks = new TableBlock();
        blocks.Add(Behind(_last), entries);
        var index = Write(file, blocks);
        Span<byte> footer = stackalloc byte[FooterLength];
        footer.Clear();
        own.CopyTo(footer);
        index.CopyTo(footer[own.Length..]);
        BinaryPrimitives.WriteUInt64LittleEndian(footer[^8..], Magic);
        file.Write(footer);
        return file.ToArray();
    }

    /// <summary>Writes a block, its kind (0: not compressed) and the checksum of both.</summary>
    /// <returns>Its place: where it begins, and its length without what stands behind it.</returns>
    private static byte[] Write(MemoryStream file, TableBlock block)
    {
        byte[] bytes = [.. block.ToBytes(), 0];
        var begin = file.Position;
        file.Write(bytes);
        Span<byte> checksum = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Masked(bytes));
        file.Write(checksum);
        return [.. TableBlock.Varint((ulong)begin), .. TableBlock.Varint((ulong)bytes.Length - 1)];
    }

    /// <summary>A short key that is not before the last: its first byte that can be raised, raised.</summary>
    private static byte[] Behind(byte[] last)
    {
        var at = Array.FindIndex(last, value => value != 0xFF);
        return at < 0 ? last : [.. last[..at], (byte)(last[at] + 1)];
    }
}
