namespace MlNetCnn.Compute.Gemm;

/// <summary>Rows of a matrix whose rows lie in one piece each.</summary>
internal sealed unsafe class MatrixRows(float* source, nint stride, int depth) : RowSource(depth)
{
    public override void Pack(int first, int count, float* panel, int panelRows, float* staging)
    {
        for (var r = 0; r < count; r++) Scatter(source + (first + r) * stride, panel + r * GemmKernel.DepthBlock, panelRows);
    }
}
