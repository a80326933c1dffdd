using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

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
[KerasName("RMSprop", "rmsprop")]
public sealed record RmsProp(double LearningRate = 0.001, double Rho = 0.9, double Momentum = 0, double Epsilon = 1e-7, bool Centered = false) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "rmsprop";

    /// <summary>0 to 1.</summary>
    public double Rho { get; init => field = Check(value, nameof(Rho), 0, 1); } = Check(Rho, nameof(Rho), 0, 1);

    /// <summary>mu, 0 to 1.</summary>
    public double Momentum { get; init => field = Check(value, nameof(Momentum), 0, 1); } = Check(Momentum, nameof(Momentum), 0, 1);

    /// <summary>Added to v inside the root.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); } = CheckNotNegative(Epsilon, nameof(Epsilon));

    internal static RmsProp FromConfig(ConfigReader config) =>
        new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("rho", 0.9), config.GetDouble("momentum", 0), OptimizerConfig.Epsilon(config), config.GetBoolean("centered", false));

    internal override void WriteConfig(JsonObject config) =>
        (config["rho"], config["momentum"], config["epsilon"], config["centered"]) = (Rho, Momentum, Epsilon, Centered);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly RmsProp _rule;
        private readonly float* _velocity;
        private readonly float* _momentum;
        private readonly float* _mean;
        private float _rate;

        public State(RmsProp rule, int count)
        {
            _rule = rule;
            _velocity = AddSlot("velocity", count);
            if (rule.Momentum != 0) _momentum = AddSlot("momentum", count, 1);
            if (rule.Centered) _mean = AddSlot("average_gradient", count, 2);
        }

        public override void Begin(double learningRate, long number) => _rate = (float)learningRate;

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector rate = TSimd.Broadcast(_rate), epsilon = TSimd.Broadcast((float)_rule.Epsilon), mu = TSimd.Broadcast((float)_rule.Momentum);
            TVector rho = TSimd.Broadcast((float)_rule.Rho), rest = TSimd.Broadcast((float)(1 - _rule.Rho));
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var v = TSimd.MultiplyAdd(rest, TSimd.Multiply(g, g), TSimd.Multiply(rho, TSimd.Load(_velocity + i)));
                TSimd.Store(v, _velocity + i);
                if (_mean != null)
                {
                    var a = TSimd.MultiplyAdd(rest, g, TSimd.Multiply(rho, TSimd.Load(_mean + i)));
                    TSimd.Store(a, _mean + i);
                    v = TSimd.Subtract(v, TSimd.Multiply(a, a));
                }

                var delta = TSimd.Divide(TSimd.Multiply(rate, g), TSimd.Sqrt(TSimd.Add(v, epsilon)));
                if (_momentum != null)
                {
                    delta = TSimd.MultiplyAdd(mu, TSimd.Load(_momentum + i), delta);
                    TSimd.Store(delta, _momentum + i);
                }

                TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
            }
        }
    }
}
