namespace MlNetCnn.Keras.Hdf5;

/// <summary>How chunks of a dataset are found.</summary>
internal enum ChunkIndexKind
{
    BTreeV1 = 0,
    SingleChunk = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    BTreeV2 = 5,
}

/// <summary>Where the elements of a dataset are: in the header, in one run, or in chunks (data layout message, section IV.A.2.i).</summary>
internal sealed record DataLayout
{
    /// <summary>Elements kept within the message itself; null for other layouts.</summary>
    public ReadOnlyMemory<byte>? Compact { get; init; }

    /// <summary>Address of the run or of the chunk index; undefined where nothing was written.</summary>
    public long Address { get; init; } = Hdf5Source.Undefined;

    /// <summary>Elements along each side of a chunk; null where the data is not chunked.</summary>
    public int[]? ChunkShape { get; init; }

    /// <summary>Bytes of an element, as the layout of chunks tells.</summary>
    public int ElementSize { get; init; }

    /// <summary>How chunks are found.</summary>
    public ChunkIndexKind Index { get; init; }

    /// <summary>Chunks that stick out of the extent are stored without filters.</summary>
    public bool PartialChunksUnfiltered { get; init; }

    /// <summary>Stored bytes of the only chunk, where it is filtered; else -1.</summary>
    public long SingleChunkSize { get; init; } = -1;

    /// <summary>Filters left out of the only chunk.</summary>
    public uint SingleChunkMask { get; init; }

    public static DataLayout Read(HeaderMessage message)
    {
        var body = message.Body;
        if (message.IsShared) throw body.Fail("a shared data layout is not supported; write the file without shared object header messages");
        var version = body.U8();
        return version switch
        {
            1 or 2 => ReadOld(body),
            3 => ReadVersion3(body),
            4 or 5 => ReadVersion4(body),
            _ => throw body.Fail($"a data layout has version {version}; versions 1 to 5 are understood"),
        };
    }

    private static DataLayout ReadOld(Hdf5Block body)
    {
        var rank = body.U8();
        var kind = body.U8();
        body.Skip(5);
        var address = kind == 0 ? Hdf5Source.Undefined : body.Offset();
        var sides = new int[Math.Min(rank, body.Remaining / 4)];
        if (sides.Length < rank) throw body.Fail($"a data layout of {rank} dimensions is too short");
        for (var i = 0; i < rank; i++) sides[i] = body.Size32();
        return kind switch
        {
            0 => new DataLayout { Compact = TakeCompact(body, body.Size32()) },
            1 => new DataLayout { Address = address },
            2 => Chunked(body, sides) with { Address = address },
            _ => throw body.Fail($"a data layout is of the unknown class {kind}"),
        };
    }

    private static DataLayout ReadVersion3(Hdf5Block body)
    {
        var kind = body.U8();
        if (kind != 2) return ReadUnchunked(body, kind);
        var rank = body.U8();
        var address = body.Offset();
        var sides = new int[rank];
        for (var i = 0; i < rank; i++) sides[i] = body.Size32();
        return Chunked(body, sides) with { Address = address };
    }

    private static DataLayout ReadVersion4(Hdf5Block body)
    {
        var kind = body.U8();
        if (kind != 2) return ReadUnchunked(body, kind);
        var flags = body.U8();
        var rank = body.U8();
        var sideSize = body.U8();
        var sides = new int[rank];
        for (var i = 0; i < rank; i++)
        {
            var side = body.Unsigned(sideSize);
            if (side > int.MaxValue) throw body.Fail($"a chunk side of {side} is not plausible");
            sides[i] = (int)side;
        }

        var index = (ChunkIndexKind)body.U8();
        var layout = Chunked(body, sides) with { Index = index, PartialChunksUnfiltered = (flags & 1) != 0 };
        switch (index)
        {
            case ChunkIndexKind.SingleChunk when (flags & 2) != 0:
                layout = layout with { SingleChunkSize = body.Length(), SingleChunkMask = body.U32() };
                break;
            case ChunkIndexKind.SingleChunk or ChunkIndexKind.Implicit:
                break;
            case ChunkIndexKind.FixedArray:
                body.Skip(1);
                break;
            case ChunkIndexKind.ExtensibleArray:
                body.Skip(5);
                break;
            case ChunkIndexKind.BTreeV2:
                body.Skip(6);
                break;
            default:
                throw body.Fail($"a chunk index is of the unknown kind {(int)index}");
        }

        return layout with { Address = body.Offset() };
    }

    private static DataLayout ReadUnchunked(Hdf5Block body, int kind) => kind switch
    {
        0 => new DataLayout { Compact = TakeCompact(body, body.U16()) },
        1 => new DataLayout { Address = body.Offset() },
        3 => throw body.Fail("a virtual dataset (made of parts of other files) is not supported"),
        _ => throw body.Fail($"a data layout is of the unknown class {kind}"),
    };

    private static ReadOnlyMemory<byte> TakeCompact(Hdf5Block body, int size)
    {
        var at = body.Position;
        body.Skip(size);
        return body.Bytes.Slice(at, size);
    }

    /// <summary>The last side is the size of an element.</summary>
    private static DataLayout Chunked(Hdf5Block body, int[] sides)
    {
        if (sides.Length < 2 || sides.Contains(0)) throw body.Fail($"chunks of the sides ({string.Join(", ", sides)}) are not possible");
        return new DataLayout { ChunkShape = sides[..^1], ElementSize = sides[^1] };
    }
}
