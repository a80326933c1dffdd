using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// RMSprop (<c>keras.optimizers.RMSprop</c>; Hinton's lecture 6e): v = rho v + (1 - rho) g^2, w -= lr g / sqrt(v + epsilon). Centered subtracts the square of the mean
/// gradient a = rho a + (1 - rho) g from v; with momentum b = mu b + step, w -= b.
/// </summary>
/// <param name="LearningRate">Default 0.001.</param>
/// <param name="Rho">0 to 1. Default 0.9.</param>
/// <param name="Momentum">mu, 0 to 1. Default 0.</param>
/// <param name="Epsilon">Added to v inside the root. Default 1e-7.</param>
/// <param name="Centered">Default false.</param>
public sealed record RmsProp(double LearningRate = 0.001, double Rho = 0.9, double Momentum = 0, double Epsilon = 1e-7, bool Centered = false) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <summary>0 to 1.</summary>
    public double Rho { get; init; } = Check(Rho, nameof(Rho), 0, 1);

    /// <summary>mu, 0 to 1.</summary>
    public double Momentum { get; init; } = Check(Momentum, nameof(Momentum), 0, 1);

    /// <summary>Added to v inside the root.</summary>
    public double Epsilon { get; init; } = Check(Epsilon, nameof(Epsilon), 0, double.MaxValue);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State(RmsProp rule, int count) : OptimizerState
    {
        private readonly NativeBuffer _square = new(count);
        private readonly NativeBuffer _mean = new(rule.Centered ? count : 0);
        private readonly NativeBuffer _momentum = new(rule.Momentum == 0 ? 0 : count);

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector rate = TSimd.Broadcast((float)step.LearningRate), epsilon = TSimd.Broadcast((float)rule.Epsilon), mu = TSimd.Broadcast((float)rule.Momentum);
            TVector rho = TSimd.Broadcast((float)rule.Rho), rest = TSimd.Broadcast((float)(1 - rule.Rho));
            float* square = _square.Pointer, mean = _mean.Pointer, momentum = _momentum.Pointer;
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var v = TSimd.Add(TSimd.Multiply(rho, TSimd.Load(square + i)), TSimd.Multiply(rest, TSimd.Multiply(g, g)));
                TSimd.Store(v, square + i);
                if (rule.Centered)
                {
                    var a = TSimd.Add(TSimd.Multiply(rho, TSimd.Load(mean + i)), TSimd.Multiply(rest, g));
                    TSimd.Store(a, mean + i);
                    v = TSimd.Subtract(v, TSimd.Multiply(a, a));
                }

                var delta = TSimd.Divide(TSimd.Multiply(rate, g), TSimd.Sqrt(TSimd.Add(v, epsilon)));
                if (rule.Momentum != 0)
                {
                    delta = TSimd.Add(TSimd.Multiply(mu, TSimd.Load(momentum + i)), delta);
                    TSimd.Store(delta, momentum + i);
                }

                TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
            }
        }

        public override void Dispose()
        {
            _square.Dispose();
            _mean.Dispose();
            _momentum.Dispose();
        }
    }
}
