namespace MlNetCnn.Keras.Hdf5;

/// <summary>Finds the stored chunks of a dataset by whichever index the file has (sections III.A and VII).</summary>
internal static class ChunkIndex
{
    public static List<StoredChunk> Read(ChunkGrid grid)
    {
        if (grid.Layout.Address == Hdf5Source.Undefined || grid.Space.Count == 0) return [];
        var chunks = grid.Layout.Index switch
        {
            ChunkIndexKind.BTreeV1 => ReadBTreeV1(grid),
            ChunkIndexKind.SingleChunk => ReadSingle(grid),
            ChunkIndexKind.Implicit => ReadImplicit(grid),
            ChunkIndexKind.FixedArray => FixedArray.Read(grid),
            ChunkIndexKind.ExtensibleArray => ExtensibleArray.Read(grid),
            _ => ReadBTreeV2(grid),
        };
        var seen = new HashSet<long>();
        chunks.RemoveAll(chunk => !grid.Contains(chunk.Cell));
        foreach (var chunk in chunks)
            if (!seen.Add(grid.Number(chunk.Cell))) throw grid.Source.Fail(chunk.Address, $"{grid.Path} has two chunks at one place");
        return chunks;
    }

    private static List<StoredChunk> ReadBTreeV1(ChunkGrid grid)
    {
        const string What = "the B-tree of chunks";
        var source = grid.Source;
        var rank = grid.Shape.Length;
        var chunks = new List<StoredChunk>();
        var visits = new Visits(source, What);
        Walk(grid.Layout.Address, null);
        return chunks;

        void Walk(long address, int? expectedLevel)
        {
            var head = source.Block(address, 8 + 2 * source.OffsetSize, What);
            head.Signature("TREE");
            if (head.U8() != 1) throw head.Fail($"{What} should have node type 1");
            var level = head.U8();
            if (expectedLevel is { } expected && level != expected) throw head.Fail($"a node of {What} has level {level} where {expected} is expected");
            var count = head.U16();
            var body = source.Block(address + head.Bytes.Length, (long)count * (8 + 8 * (rank + 1) + source.OffsetSize), What);
            visits.Enter(address, head.Bytes.Length + body.Bytes.Length);
            for (var i = 0; i < count; i++)
            {
                var size = body.U32();
                var mask = body.U32();
                grid.TakeChunk();
                var cell = new long[rank];
                for (var d = 0; d < rank; d++)
                {
                    var start = body.Unsigned(8);
                    if (start % grid.Shape[d] != 0) throw body.Fail($"a chunk begins at {start}, which is no multiple of its side {grid.Shape[d]}");
                    cell[d] = start / grid.Shape[d];
                }

                body.Skip(8);
                var child = body.Offset();
                if (level > 0) Walk(child, level - 1);
                else chunks.Add(new StoredChunk(cell, child, size, mask));
            }
        }
    }

    private static List<StoredChunk> ReadSingle(ChunkGrid grid)
    {
        var layout = grid.Layout;
        var size = layout.SingleChunkSize < 0 ? grid.ChunkBytes : layout.SingleChunkSize;
        return [new StoredChunk(new long[grid.Shape.Length], layout.Address, size, layout.SingleChunkMask)];
    }

    private static List<StoredChunk> ReadImplicit(ChunkGrid grid)
    {
        var order = new ChunkOrder(grid);
        if (order.Count > grid.Source.Length / grid.ChunkBytes) throw grid.Source.Fail(grid.Path, $"{order.Count} chunks of {grid.ChunkBytes} bytes do not fit the file");
        var chunks = new List<StoredChunk>();
        for (long i = 0; i < order.Count; i++)
        {
            grid.TakeChunk();
            chunks.Add(new StoredChunk(order.Cell(i), grid.Layout.Address + i * grid.ChunkBytes, grid.ChunkBytes, 0));
        }

        return chunks;
    }

    private static List<StoredChunk> ReadBTreeV2(ChunkGrid grid)
    {
        const string What = "the version 2 B-tree of chunks";
        var chunks = new List<StoredChunk>();
        var rank = grid.Shape.Length;
        foreach (var record in BTreeV2.Records(grid.Source, grid.Layout.Address, new Visits(grid.Source, What), 10, What, 11))
        {
            var address = record.Offset();
            long size = grid.ChunkBytes;
            uint mask = 0;
            var sizeBytes = record.Remaining - 8 * rank - 4;
            if (sizeBytes > 0)
            {
                size = record.Unsigned(sizeBytes);
                mask = record.U32();
            }

            grid.TakeChunk();
            var cell = new long[rank];
            for (var d = 0; d < rank; d++) cell[d] = record.Unsigned(8);
            chunks.Add(new StoredChunk(cell, address, size, mask));
        }

        return chunks;
    }
}
