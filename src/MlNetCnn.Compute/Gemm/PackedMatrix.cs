using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// The right operand of a product, K x N, cut into panels of a micro-kernel's columns: panel, then row, then column. Rows are padded with zeros
/// to a multiple of <see cref="GemmKernel.DepthBlock"/>, columns to whole panels.
/// </summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    private readonly NativeBuffer _data;

    public PackedMatrix(int depth, int columns, int panelColumns)
    {
        (Depth, Columns, PanelColumns) = (depth, columns, panelColumns);
        PaddedDepth = GemmKernel.PadDepth(depth);
        Panels = (columns + panelColumns - 1) / panelColumns;
        _data = new NativeBuffer((long)Panels * PaddedDepth * panelColumns);
    }

    /// <summary>Rows: the length of the sums.</summary>
    public int Depth { get; }

    /// <summary>Rows with the padding.</summary>
    public int PaddedDepth { get; }

    public int Columns { get; }

    public int PanelColumns { get; }

    public int Panels { get; }

    /// <summary>The first value of a panel.</summary>
    public float* Panel(int panel) => _data.Pointer + (nint)panel * PaddedDepth * PanelColumns;

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

    public void Dispose() => _data.Dispose();
}
