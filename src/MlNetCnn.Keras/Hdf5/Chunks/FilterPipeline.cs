using System.Buffers.Binary;
using System.IO.Compression;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Filters that were applied to chunks when they were written, undone here: deflate, shuffle, fletcher32 (section IV.A.2.l) and h5py's lzf.</summary>
internal sealed class FilterPipeline
{
    private const int Deflate = 1;
    private const int Shuffle = 2;
    private const int Fletcher32 = 3;
    private const int Lzf = 32000;
    private const int MostFilters = 32;

    private readonly List<(int Id, int Parameter)> filters = [];

    /// <summary>Whether chunks are stored as they are.</summary>
    public bool IsEmpty => filters.Count == 0;

    public static FilterPipeline Read(HeaderMessage? message)
    {
        var pipeline = new FilterPipeline();
        if (message is null) return pipeline;
        var body = message.Value.Body;
        if (message.Value.IsShared) throw body.Fail("a shared filter pipeline is not supported; write the file without shared object header messages");
        var version = body.U8();
        if (version is not (1 or 2)) throw body.Fail($"a filter pipeline has version {version}; versions 1 and 2 are understood");
        var count = body.U8();
        if (count > MostFilters) throw body.Fail($"a filter pipeline has {count} filters; HDF5 allows {MostFilters}");
        if (version == 1) body.Skip(6);
        for (var i = 0; i < count; i++)
        {
            var id = body.U16();
            var nameLength = version == 1 || id >= 256 ? body.U16() : 0;
            body.Skip(2);
            var parameters = body.U16();
            body.Skip(version == 1 ? nameLength + 7 & ~7 : nameLength);
            var parameter = parameters > 0 ? body.U32() : 0;
            if (parameters > 1) body.Skip(4 * (parameters - 1));
            if (version == 1 && parameters % 2 == 1) body.Skip(4);
            if (id is not (Deflate or Shuffle or Fletcher32 or Lzf)) throw body.Fail($"the filter {Name(id)} is not supported; write the data with gzip, lzf or without compression");
            pipeline.filters.Add((id, (int)Math.Min(parameter, int.MaxValue)));
        }

        return pipeline;
    }

    /// <summary>Most bytes of a chunk between two filters: checksums are added to it.</summary>
    public int LargestStep(int chunkBytes) => chunkBytes + 4 * filters.Count;

    /// <summary>Undoes the filters of a chunk.</summary>
    /// <param name="stored">Its bytes as stored.</param>
    /// <param name="mask">Bit i tells that filter i was left out.</param>
    /// <param name="size">Bytes of the chunk without filters.</param>
    /// <param name="buffers">Memory to do it in; the result lies there.</param>
    public ReadOnlySpan<byte> Undo(ReadOnlyMemory<byte> stored, uint mask, int size, ChunkBuffers buffers, Hdf5Source source, long address)
    {
        var data = stored;
        var room = 0;
        for (var i = filters.Count - 1; i >= 0; i--)
        {
            if ((mask >> i & 1) != 0) continue;
            var (id, parameter) = filters[i];
            if (id == Fletcher32)
            {
                data = CheckFletcher(data, source, address);
                continue;
            }

            if (id == Shuffle && parameter <= 1) continue;
            var into = buffers.Room(room);
            room = 1 - room;
            var made = id switch
            {
                Deflate => Inflate(data, into, source, address),
                Lzf => UnfoldLzf(data, into, source, address),
                _ => Unshuffle(data, into, parameter, source, address),
            };
            data = into.AsMemory(0, made);
        }

        if (data.Length != size) throw source.Fail(address, $"a chunk unfolds to {data.Length} bytes and should have {size}");
        return data.Span;
    }

    private static string Name(int id) => id switch
    {
        4 => "szip", 5 => "nbit", 6 => "scaleoffset", 32001 => "blosc", 32008 => "bitshuffle", 32015 => "zstd",
        _ => $"number {id}",
    };

    private static int Inflate(ReadOnlyMemory<byte> data, byte[] into, Hdf5Source source, long address)
    {
        try
        {
            // Some damage (a dictionary that is asked for) is told as an IOException; the memory stream itself has none.
            using var inflate = new ZLibStream(new ReadOnlyMemoryStream(data), CompressionMode.Decompress);
            var length = inflate.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
            if (length == into.Length && inflate.ReadByte() >= 0) throw source.Fail(address, $"a compressed chunk unfolds to more than its {into.Length} bytes");
            return length;
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw source.Fail(address, "a compressed chunk is damaged", e);
        }
    }

    private static int UnfoldLzf(ReadOnlyMemory<byte> data, byte[] into, Hdf5Source source, long address) =>
        LzfFilter.Unfold(data.Span, into) is >= 0 and var made
            ? made
            : throw source.Fail(address, $"a chunk compressed by lzf is damaged, or unfolds to more than its {into.Length} bytes");

    /// <summary>Shuffle stores the first bytes of all elements, then the second bytes ...; bytes that fill no element follow as they are.</summary>
    private static int Unshuffle(ReadOnlyMemory<byte> data, byte[] into, int elementSize, Hdf5Source source, long address)
    {
        if (data.Length > into.Length) throw source.Fail(address, $"a chunk unfolds to {data.Length} bytes and should have {into.Length}");
        var from = data.Span;
        var count = from.Length / elementSize;
        for (var plane = 0; plane < elementSize && count > 0; plane++)
        {
            var bytes = from.Slice(plane * count, count);
            for (var i = 0; i < count; i++) into[i * elementSize + plane] = bytes[i];
        }

        from[(count * elementSize)..].CopyTo(into.AsSpan(count * elementSize));
        return from.Length;
    }

    private static ReadOnlyMemory<byte> CheckFletcher(ReadOnlyMemory<byte> data, Hdf5Source source, long address)
    {
        if (data.Length < 4) throw source.Fail(address, "a chunk has no room for its Fletcher checksum");
        var content = data[..^4];
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(data.Span[content.Length..]);
        if (!source.VerifyChecksums) return content;
        var computed = Fletcher(content.Span);
        return stored == computed ? content : throw source.Fail(address, $"a chunk has Fletcher checksum {stored:x8} and its bytes give {computed:x8}: the file is corrupt");
    }

    /// <summary>Fletcher's checksum over 16-bit words, most significant byte first, an odd last byte padded with zero.</summary>
    private static uint Fletcher(ReadOnlySpan<byte> bytes)
    {
        uint first = 0, second = 0;
        for (var i = 0; i < bytes.Length; i += 2)
        {
            first = (first + (uint)(bytes[i] << 8 | (i + 1 < bytes.Length ? bytes[i + 1] : 0))) % 65535;
            second = (second + first) % 65535;
        }

        return second << 16 | first;
    }
}
