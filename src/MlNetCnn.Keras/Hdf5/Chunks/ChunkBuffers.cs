namespace MlNetCnn.Keras.Hdf5;

/// <summary>Memory through which all chunks of a dataset go: the bytes as stored, and two rooms between which filters pass them.</summary>
internal sealed class ChunkBuffers(Hdf5Source source, ChunkGrid grid, FilterPipeline filters)
{
    private readonly byte[]?[] rooms = new byte[]?[2];
    private byte[] stored = [];

    /// <summary>Reads a chunk as it is stored; it stays until the next.</summary>
    public ReadOnlyMemory<byte> Stored(long address, long size)
    {
        var what = $"a chunk of {grid.Path}";
        source.Check(address, size, what);
        if (size > Array.MaxLength) throw source.Fail(address, $"{what} has {size} bytes, more than can be read at once");
        if (stored.Length < size)
        {
            source.Take(address, size, what);
            stored = new byte[size];
        }

        source.Read(address, stored.AsSpan(0, (int)size), what);
        return stored.AsMemory(0, (int)size);
    }

    /// <summary>Room for what a filter makes.</summary>
    /// <param name="which">0 or 1.</param>
    public byte[] Room(int which)
    {
        if (rooms[which] is { } room) return room;
        var size = filters.LargestStep(grid.ChunkBytes);
        source.Take(grid.Path, size, "a chunk");
        return rooms[which] = new byte[size];
    }
}
