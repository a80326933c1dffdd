namespace MlNetCnn.Keras.Hdf5;

/// <summary>A stored chunk.</summary>
/// <param name="Cell">Its place in the grid of chunks.</param>
/// <param name="Address">Where it is.</param>
/// <param name="StoredSize">Bytes there, filters applied.</param>
/// <param name="Mask">Filters that were left out.</param>
internal readonly record struct StoredChunk(long[] Cell, long Address, long StoredSize, uint Mask);

/// <summary>The grid of chunks that covers a dataset, checked for plausible size.</summary>
internal sealed class ChunkGrid
{
    /// <summary>Bytes of memory of a chunk's place in lists and sets, besides its coordinates.</summary>
    private const int Rough = 120;

    public ChunkGrid(Hdf5Source source, string path, Dataspace space, DataLayout layout, int elementSize)
    {
        Source = source;
        Path = path;
        Space = space;
        Layout = layout;
        Shape = layout.ChunkShape!;
        if (Shape.Length != space.Dimensions.Length) throw source.Fail(path, $"the chunks have {Shape.Length} dimensions and the dataset {space.Dimensions.Length}");
        if (layout.ElementSize != elementSize) throw source.Fail(path, $"the chunks have elements of {layout.ElementSize} bytes and the type {elementSize}");
        UInt128 bytes = (UInt128)elementSize, padded = (UInt128)elementSize;
        for (var i = 0; i < Shape.Length; i++)
        {
            bytes *= (UInt128)Shape[i];
            padded *= (UInt128)(Cells(space.Dimensions[i], i) * Shape[i]);
            if (bytes > (UInt128)source.LargestData || padded > (UInt128)source.LargestData)
                throw source.Fail(path, $"{bytes} bytes a chunk are more than a file of {source.Length} bytes can hold");
        }

        ChunkBytes = (int)bytes;
    }

    public Hdf5Source Source { get; }

    public string Path { get; }

    public Dataspace Space { get; }

    public DataLayout Layout { get; }

    /// <summary>Elements along each side of a chunk.</summary>
    public int[] Shape { get; }

    /// <summary>Bytes of a chunk without filters.</summary>
    public int ChunkBytes { get; }

    /// <summary>Counts the memory of one more chunk's place.</summary>
    public void TakeChunk() => Source.Take(Path, Rough + 8 * Shape.Length, "the index of chunks");

    /// <summary>Number of chunks along a side of an extent.</summary>
    public long Cells(long extent, int dimension)
    {
        if (extent > long.MaxValue / 2) throw Source.Fail(Path, $"an extent of {extent} is not plausible");
        return (extent + Shape[dimension] - 1) / Shape[dimension];
    }

    /// <summary>Whether a cell holds elements of the dataset.</summary>
    public bool Contains(long[] cell)
    {
        for (var i = 0; i < cell.Length; i++)
            if (cell[i] < 0 || cell[i] >= Cells(Space.Dimensions[i], i)) return false;
        return true;
    }

    /// <summary>Whether the chunk of a cell sticks out of the dataset.</summary>
    public bool IsPartial(long[] cell)
    {
        for (var i = 0; i < cell.Length; i++)
            if ((cell[i] + 1) * Shape[i] > Space.Dimensions[i]) return true;
        return false;
    }

    /// <summary>The number of a cell, row by row; the cell must be within the grid.</summary>
    public long Number(long[] cell)
    {
        long number = 0;
        for (var i = 0; i < cell.Length; i++) number = number * Cells(Space.Dimensions[i], i) + cell[i];
        return number;
    }
}
