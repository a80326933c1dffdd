namespace MlNetCnn.Explain;

/// <summary>
/// Where square patches lie on a picture: every stride from the upper left corner, and, where the last of a row or column would leave a rest uncovered, one more that ends at the edge.
/// All patches are whole, and every pixel is covered at least once.
/// </summary>
internal sealed class PatchGrid
{
    private readonly int[] _rows;
    private readonly int[] _columns;
    private readonly int _width;

    /// <summary>Lays patches.</summary>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="size">Side of a patch; cut to the picture's where it is larger.</param>
    /// <param name="stride">Pixels from patch to patch, at most the side.</param>
    public PatchGrid(int height, int width, int size, int stride)
    {
        (_width, Positions) = (width, height * width);
        (PatchHeight, PatchWidth) = (Math.Min(size, height), Math.Min(size, width));
        _rows = Starts(height, PatchHeight, stride);
        _columns = Starts(width, PatchWidth, stride);
    }

    /// <summary>Number of patches.</summary>
    public int Count => _rows.Length * _columns.Length;

    /// <summary>Number of the picture's pixels.</summary>
    public int Positions { get; }

    /// <summary>Rows of a patch.</summary>
    public int PatchHeight { get; }

    /// <summary>Columns of a patch.</summary>
    public int PatchWidth { get; }

    /// <summary>Where the rows of a patch begin in the picture, counted row after row.</summary>
    public IEnumerable<int> RowStarts(int patch)
    {
        var (row, column) = (_rows[patch / _columns.Length], _columns[patch % _columns.Length]);
        for (var y = row; y < row + PatchHeight; y++) yield return y * _width + column;
    }

    private static int[] Starts(int length, int size, int stride)
    {
        var starts = new List<int>();
        for (var start = 0; start + size <= length; start += stride) starts.Add(start);
        if (starts[^1] + size < length) starts.Add(length - size);
        return [.. starts];
    }
}
