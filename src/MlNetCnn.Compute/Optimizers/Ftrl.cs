using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>
/// Follow the regularized leader (<c>keras.optimizers.Ftrl</c>; McMahan et al., 2013): n' = n + g^2, z += g + 2 shrinkage w - (n'^p - n^p) / lr w,
/// w = (clip(z, -l1, l1) - z) / (n'^p / lr + 2 l2 + beta / lr) with p the negated <see cref="LearningRatePower"/>.
/// </summary>
/// <param name="LearningRate">Default 0.001.</param>
/// <param name="LearningRatePower">At most 0; 0 for a fixed rate. Default -0.5.</param>
/// <param name="InitialAccumulatorValue">What n starts with, at least 0. Default 0.1.</param>
/// <param name="L1">Keras's <c>l1_regularization_strength</c>, at least 0. Default 0.</param>
/// <param name="L2">Keras's <c>l2_regularization_strength</c>, at least 0. Default 0.</param>
/// <param name="L2Shrinkage">Keras's <c>l2_shrinkage_regularization_strength</c>, at least 0. Default 0.</param>
/// <param name="Beta">The paper's beta. Default 0.</param>
[KerasName("Ftrl", "ftrl")]
public sealed record Ftrl(
    double LearningRate = 0.001, double LearningRatePower = -0.5, double InitialAccumulatorValue = 0.1, double L1 = 0, double L2 = 0, double L2Shrinkage = 0, double Beta = 0)
    : Optimizer(LearningRate)
{
    /// <inheritdoc/>
    public override string Name => "ftrl";

    /// <summary>At most 0.</summary>
    public double LearningRatePower { get; init => field = Check(value, nameof(LearningRatePower), double.MinValue, 0); } =
        Check(LearningRatePower, nameof(LearningRatePower), double.MinValue, 0);

    /// <summary>What n starts with, at least 0.</summary>
    public double InitialAccumulatorValue { get; init => field = CheckNotNegative(value, nameof(InitialAccumulatorValue)); } =
        CheckNotNegative(InitialAccumulatorValue, nameof(InitialAccumulatorValue));

    /// <summary>At least 0.</summary>
    public double L1 { get; init => field = CheckNotNegative(value, nameof(L1)); } = CheckNotNegative(L1, nameof(L1));

    /// <summary>At least 0.</summary>
    public double L2 { get; init => field = CheckNotNegative(value, nameof(L2)); } = CheckNotNegative(L2, nameof(L2));

    /// <summary>At least 0.</summary>
    public double L2Shrinkage { get; init => field = CheckNotNegative(value, nameof(L2Shrinkage)); } = CheckNotNegative(L2Shrinkage, nameof(L2Shrinkage));

    /// <summary>The paper's beta, at least 0.</summary>
    public double Beta { get; init => field = CheckNotNegative(value, nameof(Beta)); } = CheckNotNegative(Beta, nameof(Beta));

    internal static Ftrl FromConfig(ConfigReader config) => new(
        OptimizerConfig.Rate(config, 0.001),
        config.GetDouble("learning_rate_power", -0.5),
        config.GetDouble("initial_accumulator_value", 0.1),
        config.GetDouble("l1_regularization_strength", 0),
        config.GetDouble("l2_regularization_strength", 0),
        config.GetDouble("l2_shrinkage_regularization_strength", 0),
        config.GetDouble("beta", 0));

    internal override void WriteConfig(JsonObject config)
    {
        (config["learning_rate_power"], config["initial_accumulator_value"], config["beta"]) = (LearningRatePower, InitialAccumulatorValue, Beta);
        (config["l1_regularization_strength"], config["l2_regularization_strength"], config["l2_shrinkage_regularization_strength"]) = (L1, L2, L2Shrinkage);
    }

    internal override bool SlotsLieTogether => true;

    internal override OptimizerState CreateState(int count) => new State(this, count);

    private sealed unsafe class State : OptimizerState
    {
        private readonly Ftrl _rule;
        private readonly float* _accumulator;
        private readonly float* _linear;
        private double _rate;

        public State(Ftrl rule, int count)
        {
            _rule = rule;
            _accumulator = AddSlot("accumulator", count, initial: (float)rule.InitialAccumulatorValue);
            _linear = AddSlot("linear", count);
        }

        public override void Begin(double learningRate, long number) => _rate = learningRate;

        // One value at a time in float64: powers have no vector form, and this optimizer is for small linear models.
        public override void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        {
            double rest = 2 * _rule.L2 + _rule.Beta / _rate, power = -_rule.LearningRatePower;
            for (var i = start; i < end; i++)
            {
                double g = step.Gradient[i], w = step.Weights[i], before = _accumulator[i];
                var after = before + g * g;
                double high = Power(after, power), low = Power(before, power);
                var z = _linear[i] + g + 2 * _rule.L2Shrinkage * w - (high - low) / _rate * w;
                step.Weights[i] = (float)((Math.Clamp(z, -_rule.L1, _rule.L1) - z) / (high / _rate + rest));
                _accumulator[i] = (float)after;
                _linear[i] = (float)z;
            }
        }

        private static double Power(double value, double power) => power == 0.5 ? Math.Sqrt(value) : Math.Pow(value, power);
    }
}
