namespace MlNetCnn.Keras.Hdf5;

/// <summary>Reads the elements of fixed and extensible arrays: chunk addresses, with stored size and filter mask where chunks are filtered.</summary>
internal sealed class ChunkElements
{
    private readonly ChunkGrid grid;
    private readonly bool filtered;

    public ChunkElements(ChunkGrid grid, int client, int size, string what)
    {
        this.grid = grid;
        Size = size;
        filtered = client == 1;
        var offset = grid.Source.OffsetSize;
        if (client is not (0 or 1) || size < offset || (filtered ? size - offset - 4 is < 1 or > 8 : size != offset))
            throw grid.Source.Fail(grid.Layout.Address, $"{what} has elements of kind {client} and {size} bytes");
    }

    /// <summary>Bytes of an element.</summary>
    public int Size { get; }

    /// <summary>Reads elements and adds those that have a chunk.</summary>
    public void Read(Hdf5Block block, long first, long count, ChunkOrder order, List<StoredChunk> into)
    {
        for (long i = 0; i < count; i++)
        {
            var address = block.Offset();
            long size = grid.ChunkBytes;
            uint mask = 0;
            if (filtered)
            {
                size = block.Unsigned(Size - grid.Source.OffsetSize - 4);
                mask = block.U32();
            }

            if (address == Hdf5Source.Undefined) continue;
            if (first + i >= order.Count) throw block.Fail($"{grid.Path} has more chunks than its extent");
            grid.TakeChunk();
            into.Add(new StoredChunk(order.Cell(first + i), address, size, mask));
        }
    }
}
