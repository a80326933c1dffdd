using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Adam (<c>keras.optimizers.Adam</c>; Kingma and Ba, 2015, the form before section 2.1): m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2),
/// w -= lr sqrt(1 - beta2^t) / (1 - beta1^t) m / (sqrt(v) + epsilon). AMSGrad takes the largest v so far.
/// </summary>
/// <param name="LearningRate">Default 0.001.</param>
/// <param name="Beta1">0 to 1. Default 0.9.</param>
/// <param name="Beta2">0 to 1. Default 0.999.</param>
/// <param name="Epsilon">Added outside the root. Default 1e-7.</param>
/// <param name="AmsGrad">Default false.</param>
public sealed record Adam(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-7, bool AmsGrad = false) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adam";

    /// <summary>0 to 1.</summary>
    public double Beta1 { get; init; } = Check(Beta1, nameof(Beta1), 0, 1);

    /// <summary>0 to 1.</summary>
    public double Beta2 { get; init; } = Check(Beta2, nameof(Beta2), 0, 1);

    /// <summary>Added outside the root.</summary>
    public double Epsilon { get; init; } = Check(Epsilon, nameof(Epsilon), 0, double.MaxValue);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State(Adam rule, int count) : OptimizerState
    {
        private readonly NativeBuffer _mean = new(count);
        private readonly NativeBuffer _square = new(count);
        private readonly NativeBuffer _largest = new(rule.AmsGrad ? count : 0);

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            var alpha = step.LearningRate * Math.Sqrt(1 - Math.Pow(rule.Beta2, step.Number)) / (1 - Math.Pow(rule.Beta1, step.Number));
            TVector rate = TSimd.Broadcast((float)alpha), epsilon = TSimd.Broadcast((float)rule.Epsilon);
            TVector rest1 = TSimd.Broadcast((float)(1 - rule.Beta1)), rest2 = TSimd.Broadcast((float)(1 - rule.Beta2));
            float* mean = _mean.Pointer, square = _square.Pointer, largest = _largest.Pointer;
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var m = TSimd.Load(mean + i);
                m = TSimd.Add(m, TSimd.Multiply(TSimd.Subtract(g, m), rest1));
                TSimd.Store(m, mean + i);
                var v = TSimd.Load(square + i);
                v = TSimd.Add(v, TSimd.Multiply(TSimd.Subtract(TSimd.Multiply(g, g), v), rest2));
                TSimd.Store(v, square + i);
                if (rule.AmsGrad)
                {
                    v = TSimd.Max(TSimd.Load(largest + i), v);
                    TSimd.Store(v, largest + i);
                }

                var delta = TSimd.Divide(TSimd.Multiply(m, rate), TSimd.Add(TSimd.Sqrt(v), epsilon));
                TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
            }
        }

        public override void Dispose()
        {
            _mean.Dispose();
            _square.Dispose();
            _largest.Dispose();
        }
    }
}
