namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// The order in which array-like chunk indexes number the cells: row by row over the largest extent, where the
/// one unlimited dimension of an extensible array comes first.
/// </summary>
internal sealed class ChunkOrder
{
    private readonly int[] dimensions;
    private readonly long[] cells;

    public ChunkOrder(ChunkGrid grid)
    {
        var rank = grid.Shape.Length;
        var unlimited = Array.IndexOf(grid.Space.Maximum, -1L);
        dimensions = [.. Enumerable.Range(0, rank).OrderBy(d => d == unlimited ? -1 : d)];
        cells = new long[rank];
        Count = 1;
        for (var d = 0; d < rank; d++)
        {
            var maximum = grid.Space.Maximum[d];
            cells[d] = maximum < 0 ? long.MaxValue : grid.Cells(maximum, d);
            if (cells[d] == 0) throw grid.Source.Fail(grid.Path, "a dimension that can only be empty has chunks");
            Count = cells[d] > long.MaxValue / Count ? long.MaxValue : Count * cells[d];
        }
    }

    /// <summary>Number of cells; <see cref="long.MaxValue"/> where there is no limit.</summary>
    public long Count { get; }

    /// <summary>The cell of a number.</summary>
    public long[] Cell(long number)
    {
        var cell = new long[cells.Length];
        for (var i = dimensions.Length - 1; i >= 0; i--)
        {
            var d = dimensions[i];
            cell[d] = number % cells[d];
            number /= cells[d];
        }

        return cell;
    }
}
