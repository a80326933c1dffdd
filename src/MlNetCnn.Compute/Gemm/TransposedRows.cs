namespace MlNetCnn.Compute.Gemm;

/// <summary>Rows of a transposed matrix: row r is column r of what lies in memory.</summary>
internal sealed unsafe class TransposedRows(float* source, nint stride, int depth) : RowSource(depth)
{
    public override void Pack(int first, int count, float* panel, int panelRows, float* staging)
    {
        const int Block = GemmKernel.DepthBlock;
        for (var k = 0; k < GemmKernel.PadDepth(Depth); k++)
        {
            var target = panel + (nint)(k / Block) * panelRows * Block + k % Block;
            var column = source + k * stride + first;
            for (var r = 0; r < count; r++) target[r * Block] = k < Depth ? column[r] : 0;
        }
    }
}
