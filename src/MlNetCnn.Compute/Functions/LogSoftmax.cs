using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x_i - max - log sum_j exp(x_j - max) over the last axis.</summary>
[ActivationName("log_softmax")]
internal sealed unsafe class LogSoftmax : ActivationKernel
{
    public override bool IsElementwise => false;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    public override void Forward(float* x, float* y, int rows, int columns, SimdLevel? level = null)
    {
        for (var r = 0; r < rows; r++, x += columns, y += columns)
        {
            var max = float.NegativeInfinity;
            for (var j = 0; j < columns; j++) max = MathF.Max(max, x[j]);
            double sum = 0;
            for (var j = 0; j < columns; j++) sum += Math.Exp((double)x[j] - max);
            var shift = max + Math.Log(sum);
            for (var j = 0; j < columns; j++) y[j] = (float)(x[j] - shift);
        }
    }

    /// <summary>dx_i = dy_i - exp(y_i) sum_j dy_j.</summary>
    public override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns, SimdLevel? level = null)
    {
        for (var r = 0; r < rows; r++, y += columns, dy += columns, dx += columns)
        {
            double sum = 0;
            for (var j = 0; j < columns; j++) sum += dy[j];
            for (var j = 0; j < columns; j++) dx[j] = (float)(dy[j] - Math.Exp(y[j]) * sum);
        }
    }
}
