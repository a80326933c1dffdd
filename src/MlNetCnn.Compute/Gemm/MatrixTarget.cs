namespace MlNetCnn.Compute.Gemm;

/// <summary>Rows that lie a constant distance apart.</summary>
internal sealed unsafe class MatrixTarget(float* first, nint stride) : RowTarget
{
    public override nint Stride => stride;

    public override float* At(int row, out int regular)
    {
        regular = int.MaxValue;
        return first + row * stride;
    }
}
