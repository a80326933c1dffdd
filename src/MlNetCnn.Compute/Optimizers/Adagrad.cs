using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>Adagrad (<c>keras.optimizers.Adagrad</c>; Duchi et al., 2011): a += g^2, w -= lr g / sqrt(a + epsilon).</summary>
/// <param name="LearningRate">Default 0.001; the paper uses 1.</param>
/// <param name="InitialAccumulatorValue">What a starts with, at least 0. Default 0.1.</param>
/// <param name="Epsilon">Added to a inside the root. Default 1e-7.</param>
[KerasName("Adagrad", "adagrad")]
public sealed record Adagrad(double LearningRate = 0.001, double InitialAccumulatorValue = 0.1, double Epsilon = 1e-7) : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "adagrad";

    /// <summary>What a starts with, at least 0.</summary>
    public double InitialAccumulatorValue { get; init => field = CheckNotNegative(value, nameof(InitialAccumulatorValue)); } =
        CheckNotNegative(InitialAccumulatorValue, nameof(InitialAccumulatorValue));

    /// <summary>Added to a inside the root.</summary>
    public double Epsilon { get; init => field = CheckNotNegative(value, nameof(Epsilon)); } = CheckNotNegative(Epsilon, nameof(Epsilon));

    internal static Adagrad FromConfig(ConfigReader config) =>
        new(OptimizerConfig.Rate(config, 0.001), config.GetDouble("initial_accumulator_value", 0.1), OptimizerConfig.Epsilon(config));

    internal override void WriteConfig(JsonObject config) =>
        (config["initial_accumulator_value"], config["epsilon"]) = (InitialAccumulatorValue, Epsilon);

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Adagrad _rule;
        private readonly float* _accumulator;
        private float _rate;

        public State(Adagrad rule, int count)
        {
            _rule = rule;
            _accumulator = AddSlot("accumulator", count, initial: (float)rule.InitialAccumulatorValue);
        }

        public override void Begin(double learningRate, long number) => _rate = (float)learningRate;

        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            TVector rate = TSimd.Broadcast(_rate), epsilon = TSimd.Broadcast((float)_rule.Epsilon);
            for (var i = start; i < end; i += TSimd.Width)
            {
                var g = TSimd.Load(step.Gradient + i);
                var a = TSimd.MultiplyAdd(g, g, TSimd.Load(_accumulator + i));
                TSimd.Store(a, _accumulator + i);
                var delta = TSimd.Divide(TSimd.Multiply(rate, g), TSimd.Sqrt(TSimd.Add(a, epsilon)));
                TSimd.Store(TSimd.Subtract(TSimd.Load(step.Weights + i), delta), step.Weights + i);
            }
        }
    }
}
