using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>max(x_i - t, 0) over the last axis, with the t that makes the row's sum 1 (Martins and Astudillo, 2016).</summary>
[ActivationName("sparsemax")]
internal sealed unsafe class Sparsemax : ActivationKernel
{
    public override bool IsElementwise => false;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    public override void Forward(float* x, float* y, int rows, int columns, SimdLevel? level = null)
    {
        for (var r = 0; r < rows; r++, x += columns, y += columns)
        {
            var threshold = Threshold(x, columns);
            for (var j = 0; j < columns; j++) y[j] = (float)Math.Max(x[j] - threshold, 0);
        }
    }

    /// <summary>dx_i = dy_i - the mean of dy over the values above 0, and 0 for the others.</summary>
    public override void Backward(float* x, float* y, float* dy, float* dx, int rows, int columns, SimdLevel? level = null)
    {
        for (var r = 0; r < rows; r++, y += columns, dy += columns, dx += columns)
        {
            double sum = 0;
            var count = 0;
            for (var j = 0; j < columns; j++)
            {
                if (!(y[j] > 0)) continue;
                sum += dy[j];
                count++;
            }

            for (var j = 0; j < columns; j++) dx[j] = y[j] > 0 ? (float)(dy[j] - sum / count) : 0;
        }
    }

    /// <summary>
    /// The t: that of all values leaves some at or below it, which have no part in the sum; that of the others is higher, and so on until none falls away
    /// (Michelot, 1986). This needs neither a sorted copy nor memory.
    /// </summary>
    private static double Threshold(float* x, int columns)
    {
        var threshold = double.NegativeInfinity;
        for (var before = -1; ;)
        {
            double sum = 0;
            var count = 0;
            for (var j = 0; j < columns; j++)
            {
                // Not a number stays in, and makes the row so.
                if (x[j] <= threshold) continue;
                sum += x[j];
                count++;
            }

            if (count == before || count == 0) return threshold;
            (threshold, before) = ((sum - 1) / count, count);
        }
    }
}
