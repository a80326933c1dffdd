using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>exp(x_i - max) / sum_j exp(x_j - max) over the last axis.</summary>
[ActivationName("softmax")]
internal sealed unsafe class SoftmaxFunction : ActivationKernel
{
    private static readonly Exponential Exponential = new();

    public override bool IsElementwise => false;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    public override void Forward(float* x, float* y, int rows, int columns, SimdLevel? level = null)
    {
        for (var r = 0; r < rows; r++, x += columns, y += columns)
        {
            var max = float.NegativeInfinity;
            for (var j = 0; j < columns; j++) max = MathF.Max(max, x[j]);
            for (var j = 0; j < columns; j++) y[j] = x[j] - max;
            Exponential.Forward(y, y, 1, columns, level);
            double sum = 0;
            for (var j = 0; j < columns; j++) sum += y[j];
            var factor = (float)(1 / sum);
            for (var j = 0; j < columns; j++) y[j] *= factor;
        }
    }

    /// <summary>dx_i = y_i (dy_i - sum_j dy_j y_j).</summary>
    public override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns, SimdLevel? level = null)
    {
        for (var r = 0; r < rows; r++, y += columns, dy += columns, dx += columns)
        {
            double dot = 0;
            for (var j = 0; j < columns; j++) dot += (double)dy[j] * y[j];
            for (var j = 0; j < columns; j++) dx[j] = (float)(y[j] * (dy[j] - dot));
        }
    }
}
