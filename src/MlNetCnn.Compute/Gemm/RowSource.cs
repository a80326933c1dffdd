namespace MlNetCnn.Compute.Gemm;

/// <summary>The left operand of a product, M x K, which knows how to lay rows into a micro-kernel's panel: a plain matrix, a transposed one, or the windows of a picture.</summary>
internal abstract unsafe class RowSource(int depth)
{
    /// <summary>Length of a row.</summary>
    public int Depth { get; } = depth;

    /// <summary>Lays rows into a panel [k / 16][row][16]; what lies beyond the depth becomes 0.</summary>
    /// <param name="first">First row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="panel">The panel.</param>
    /// <param name="panelRows">Rows that the panel has room for.</param>
    /// <param name="staging">Scratch.</param>
    public abstract void Pack(int first, int count, float* panel, int panelRows, float* staging);

    /// <summary>Lays one row that lies in one piece.</summary>
    /// <param name="row">The row's values.</param>
    /// <param name="target">The row's place in the panel.</param>
    /// <param name="panelRows">Rows that the panel has room for.</param>
    protected void Scatter(float* row, float* target, int panelRows)
    {
        const int Block = GemmKernel.DepthBlock;
        var step = (nint)panelRows * Block;
        var k = 0;
        for (; k + Block <= Depth; k += Block, target += step)
            new ReadOnlySpan<float>(row + k, Block).CopyTo(new Span<float>(target, Block));
        if (k == Depth) return;
        for (var i = 0; i < Block; i++) target[i] = k + i < Depth ? row[k + i] : 0;
    }
}
