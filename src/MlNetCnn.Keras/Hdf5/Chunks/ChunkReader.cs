namespace MlNetCnn.Keras.Hdf5;

/// <summary>Reads the chunks of a dataset one after the other through the same buffers, and puts their elements where they belong.</summary>
internal sealed class ChunkReader(Hdf5Source source, ChunkGrid grid, FilterPipeline filters, Hdf5Type type)
{
    private readonly ChunkBuffers buffers = new(source, grid, filters);

    /// <summary>Reads all chunks.</summary>
    /// <param name="bytes">Where the elements go as they are stored; empty where <paramref name="singles"/> takes them.</param>
    /// <param name="singles">Where the elements go as singles; else empty.</param>
    public void Read(Span<byte> bytes, Span<float> singles)
    {
        foreach (var chunk in ChunkIndex.Read(grid))
        {
            var plain = filters.IsEmpty || (grid.Layout.PartialChunksUnfiltered && grid.IsPartial(chunk.Cell));
            if (plain && chunk.StoredSize != grid.ChunkBytes) throw source.Fail(chunk.Address, $"a chunk of {grid.Path} has {chunk.StoredSize} bytes and should have {grid.ChunkBytes}");
            var stored = buffers.Stored(chunk.Address, chunk.StoredSize);
            Place(chunk.Cell, plain ? stored.Span : filters.Undo(stored, chunk.Mask, grid.ChunkBytes, buffers, source, chunk.Address), bytes, singles);
        }
    }

    /// <summary>Copies the part of a chunk that lies within the extent, run by run along the last dimension.</summary>
    private void Place(long[] cell, ReadOnlySpan<byte> data, Span<byte> bytes, Span<float> singles)
    {
        var extent = grid.Space.Dimensions;
        var rank = cell.Length;
        var inside = new long[rank];
        for (var d = 0; d < rank; d++) inside[d] = Math.Min(grid.Shape[d], extent[d] - cell[d] * grid.Shape[d]);
        var at = new long[rank];
        var run = (int)inside[^1];
        while (true)
        {
            long from = 0, to = 0;
            for (var d = 0; d < rank; d++)
            {
                from = from * grid.Shape[d] + at[d];
                to = to * extent[d] + cell[d] * grid.Shape[d] + at[d];
            }

            var part = data.Slice((int)(from * type.Size), run * type.Size);
            if (singles.IsEmpty) part.CopyTo(bytes[(int)(to * type.Size)..]);
            else ElementReader.Singles(type, part, singles.Slice((int)to, run));
            var dimension = rank - 2;
            while (dimension >= 0 && ++at[dimension] == inside[dimension]) at[dimension--] = 0;
            if (dimension < 0) return;
        }
    }
}
