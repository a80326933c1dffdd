using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// The right operand of a product, K x N, cut into panels of a micro-kernel's columns: panel, then row, then column. Rows are padded with zeros
/// to a multiple of <see cref="GemmKernel.DepthBlock"/>, columns to whole panels.
/// </summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly NativeBuffer? _own;
    private readonly float* _data;

    public PackedMatrix(int depth, int columns, int panelColumns)
        : this(null, depth, columns, panelColumns) { }

    /// <summary>Sees panels in memory that is another's.</summary>
    /// <param name="data">The first panel; null for memory of its own.</param>
    /// <param name="depth">Rows.</param>
    /// <param name="columns">Columns.</param>
    /// <param name="panelColumns">Columns of a panel.</param>
    public PackedMatrix(float* data, int depth, int columns, int panelColumns)
    {
        (Depth, Columns, PanelColumns) = (depth, columns, panelColumns);
        PaddedDepth = GemmKernel.PadDepth(depth);
        Panels = (columns + panelColumns - 1) / panelColumns;
        if (data == null) _own = new NativeBuffer(Length(depth, columns, panelColumns));
        _data = data != null ? data : _own!.Pointer;
    }

    /// <summary>Rows: the length of the sums.</summary>
    public int Depth { get; }

    /// <summary>Rows with the padding.</summary>
    public int PaddedDepth { get; }

    public int Columns { get; }

    public int PanelColumns { get; }

    public int Panels { get; }

    /// <summary>Floats that the panels of a matrix take.</summary>
    public static long Length(int depth, int columns, int panelColumns) =>
        (long)((columns + panelColumns - 1) / panelColumns) * GemmKernel.PadDepth(depth) * panelColumns;

    /// <summary>The first value of a panel.</summary>
    public float* Panel(int panel) => _data + (nint)panel * PaddedDepth * PanelColumns;

    /// <summary>Fills it from a matrix with any strides (so also from a transposed one).</summary>
    public void Pack(float* source, nint rowStride, nint columnStride)
    {
        for (var p = 0; p < Panels; p++) PackPanel(p, source, rowStride, columnStride);
    }

    /// <summary>Fills one panel.</summary>
    public void PackPanel(int panel, float* source, nint rowStride, nint columnStride) => PackRows(panel, 0, Depth, source, rowStride, columnStride);

    /// <summary>Fills some rows of one panel; the others stay.</summary>
    /// <param name="panel">The panel.</param>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="source">The value of the first row and column 0 (of the matrix, not of the panel).</param>
    /// <param name="rowStride">Distance of rows.</param>
    /// <param name="columnStride">Distance of columns.</param>
    public void PackRows(int panel, int first, int count, float* source, nint rowStride, nint columnStride)
    {
        var firstColumn = panel * PanelColumns;
        var columns = Math.Min(PanelColumns, Columns - firstColumn);
        var target = Panel(panel) + (nint)first * PanelColumns;
        var from = source + firstColumn * columnStride;
        if (columnStride == 1)
        {
            for (var k = 0; k < count; k++) new ReadOnlySpan<float>(from + k * rowStride, columns).CopyTo(new Span<float>(target + (nint)k * PanelColumns, columns));
            return;
        }

        for (var j = 0; j < columns; j++)
        {
            var column = from + j * columnStride;
            for (var k = 0; k < count; k++) target[(nint)k * PanelColumns + j] = column[k * rowStride];
        }
    }

    /// <summary>The matrix, row-major: the reverse of <see cref="Pack"/>.</summary>
    public void Unpack(Span<float> target)
    {
        for (var p = 0; p < Panels; p++)
        {
            var columns = Math.Min(PanelColumns, Columns - p * PanelColumns);
            for (var k = 0; k < Depth; k++)
                new ReadOnlySpan<float>(Panel(p) + (nint)k * PanelColumns, columns).CopyTo(target[(k * Columns + p * PanelColumns)..]);
        }
    }

    public void Dispose() => _own?.Dispose();
}
