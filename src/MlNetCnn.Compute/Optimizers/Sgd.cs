using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Gradient descent (<c>keras.optimizers.SGD</c>): w -= lr g; with momentum m = mu m - lr g, w += m; with Nesterov's momentum w += mu m - lr g.
/// </summary>
/// <param name="LearningRate">Default 0.01.</param>
/// <param name="Momentum">mu, 0 to 1. Default 0.</param>
/// <param name="Nesterov">Default false.</param>
public sealed record Sgd(double LearningRate = 0.01, double Momentum = 0, bool Nesterov = false) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "sgd";

    /// <summary>mu, 0 to 1.</summary>
    public double Momentum { get; init; } = Check(Momentum, nameof(Momentum), 0, 1);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State(Sgd rule, int count) : OptimizerState
    {
        private readonly NativeBuffer _momentum = new(rule.Momentum == 0 ? 0 : count);

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector rate = TSimd.Broadcast((float)step.LearningRate), mu = TSimd.Broadcast((float)rule.Momentum);
            var momentum = _momentum.Pointer;
            for (var i = start; i < end; i += TSimd.Width)
            {
                var w = TSimd.Load(step.Weights + i);
                var delta = TSimd.Multiply(rate, TSimd.Load(step.Gradient + i));
                if (rule.Momentum == 0)
                {
                    TSimd.Store(TSimd.Subtract(w, delta), step.Weights + i);
                    continue;
                }

                var m = TSimd.Subtract(TSimd.Multiply(mu, TSimd.Load(momentum + i)), delta);
                TSimd.Store(m, momentum + i);
                if (rule.Nesterov) m = TSimd.Subtract(TSimd.Multiply(mu, m), delta);
                TSimd.Store(TSimd.Add(w, m), step.Weights + i);
            }
        }

        public override void Dispose() => _momentum.Dispose();
    }
}
