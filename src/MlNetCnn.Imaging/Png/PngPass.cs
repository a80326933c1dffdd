namespace MlNetCnn.Imaging.Png;

/// <summary>One pass of an interlaced picture, or the only one of another: which pixels it holds.</summary>
internal readonly record struct PngPass(int FirstRow, int FirstColumn, int RowStep, int ColumnStep)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    // PNG, section 8.2.
    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(0, 4, 8, 8), new(4, 0, 8, 4), new(0, 2, 4, 4), new(2, 0, 4, 2), new(0, 1, 2, 2), new(1, 0, 2, 1),
    ];

    /// <summary>The passes in their order.</summary>
    public static PngPass[] Of(PngHeader header) => header.Interlaced ? Adam7 : Whole;

    /// <summary>Rows of this pass.</summary>
    public int Rows(int height) => Count(height, FirstRow, RowStep);

    /// <summary>Pixels in each of its rows.</summary>
    public int Columns(int width) => Count(width, FirstColumn, ColumnStep);

    private static int Count(int size, int first, int step) => size <= first ? 0 : (size - first - 1) / step + 1;
}
