using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Adamax (<c>keras.optimizers.Adamax</c>; Kingma and Ba, 2015, section 7): m += (g - m)(1 - beta1), u = max(beta2 u, |g|),
/// w -= lr / (1 - beta1^t) m / (u + epsilon).
/// </summary>
/// <param name="LearningRate">Default 0.001.</param>
/// <param name="Beta1">0 to 1. Default 0.9.</param>
/// <param name="Beta2">0 to 1. Default 0.999.</param>
/// <param name="Epsilon">Added to u. Default 1e-7.</param>
[KerasName("Adamax", "adamax")]
public sealed record Adamax(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.999, double Epsilon = 1e-7) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adamax";

    /// <summary>0 to 1.</summary>
    public double Beta1 { get; init => field = Check(value, nameof(Beta1), 0, 1); } = Check(Beta1, nameof(Beta1), 0, 1);

    /// <summary>0 to 1.</summary>
    public double Beta2 { get; init => field = Check(value, nameof(Beta2), 0, 1); } = Check(Beta2, nameof(Beta2), 0, 1);

    /// <summary>Added to u.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); } = CheckNotNegative(Epsilon, nameof(Epsilon));

    internal static Adamax FromConfig(ConfigReader config) => new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.999), OptimizerConfig.Epsilon(config));

    internal override void WriteConfig(JsonObject config) =>
        (config["beta_1"], config["beta_2"], config["epsilon"]) = (Beta1, Beta2, Epsilon);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Adamax _rule;
        private readonly float* _mean;
        private readonly float* _norm;
        private float _rate;

        public State(Adamax rule, int count)
        {
            _rule = rule;
            _mean = AddSlot("momentum", count);
            _norm = AddSlot("norm", count);
        }

        public override void Begin(double learningRate, long number) => _rate = (float)(learningRate / (1 - Math.Pow(_rule.Beta1, number)));

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector rate = TSimd.Broadcast(_rate), epsilon = TSimd.Broadcast((float)_rule.Epsilon), zero = TSimd.Broadcast(0);
            TVector rest1 = TSimd.Broadcast((float)(1 - _rule.Beta1)), beta2 = TSimd.Broadcast((float)_rule.Beta2);
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var m = TSimd.Load(_mean + i);
                m = TSimd.MultiplyAdd(TSimd.Subtract(g, m), rest1, m);
                TSimd.Store(m, _mean + i);
                var magnitude = TSimd.Max(TSimd.Subtract(zero, g), g);
                var u = TSimd.Max(TSimd.Multiply(beta2, TSimd.Load(_norm + i)), magnitude);
                TSimd.Store(u, _norm + i);
                var delta = TSimd.Divide(TSimd.Multiply(rate, m), TSimd.Add(u, epsilon));
                TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
            }
        }
    }
}
