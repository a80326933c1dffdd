using System.Text.Json.Nodes;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>Lion (<c>keras.optimizers.Lion</c>; Chen et al., 2023): w -= lr sign(beta1 m + (1 - beta1) g), m = beta2 m + (1 - beta2) g. The sign of 0 is 0.</summary>
/// <param name="LearningRate">Default 0.001; three to ten times less than for Adam is usual.</param>
/// <param name="Beta1">Above 0, to 1. Default 0.9.</param>
/// <param name="Beta2">0 to 1. Default 0.99.</param>
[KerasName("Lion", "lion")]
public sealed record Lion(double LearningRate = 0.001, double Beta1 = 0.9, double Beta2 = 0.99) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "lion";

    /// <summary>Above 0, to 1.</summary>
    public double Beta1 { get; init => field = Check(value, nameof(Beta1), double.Epsilon, 1); } = Check(Beta1, nameof(Beta1), double.Epsilon, 1);

    /// <summary>0 to 1.</summary>
    public double Beta2 { get; init => field = Check(value, nameof(Beta2), 0, 1); } = Check(Beta2, nameof(Beta2), 0, 1);

    internal static Lion FromConfig(ConfigReader config) => new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("beta_1", 0.9), config.GetDouble("beta_2", 0.99));

    internal override void WriteConfig(JsonObject config) =>
        (config["beta_1"], config["beta_2"]) = (Beta1, Beta2);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Lion _rule;
        private readonly float* _momentum;
        private float _rate;

        public State(Lion rule, int count)
        {
            _rule = rule;
            _momentum = AddSlot("momentum", count);
        }

        public override void Begin(double learningRate, long number) => _rate = (float)learningRate;

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            var down = TSimd.Broadcast(-_rate);
            TVector beta1 = TSimd.Broadcast((float)_rule.Beta1), rest1 = TSimd.Broadcast((float)(1 - _rule.Beta1));
            TVector beta2 = TSimd.Broadcast((float)_rule.Beta2), rest2 = TSimd.Broadcast((float)(1 - _rule.Beta2));
            for (var i = start; i < end; i += TSimd.Width)
            {
                TVector g = TSimd.Load(step.Gradient + i), m = TSimd.Load(_momentum + i);
                var sign = Sign.Of<TSimd, TVector>(TSimd.MultiplyAdd(rest1, g, TSimd.Multiply(beta1, m)));
                TSimd.Store(TSimd.MultiplyAdd(sign, down, TSimd.Load(step.Weights + i)), step.Weights + i);
                TSimd.Store(TSimd.MultiplyAdd(rest2, g, TSimd.Multiply(beta2, m)), _momentum + i);
            }
        }
    }
}
