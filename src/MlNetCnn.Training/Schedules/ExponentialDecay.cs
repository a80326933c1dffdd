using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that falls by a factor per span of steps: Keras's <c>ExponentialDecay</c>, initial * decayRate^(step / decaySteps).</summary>
[KerasName("ExponentialDecay")]
public sealed record ExponentialDecay : LearningRateSchedule
{
    private readonly double _initialLearningRate;
    private readonly double _decaySteps;
    private readonly double _decayRate;
    private readonly bool _staircase;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initialLearningRate">The rate at step 0. At least 0.</param>
    /// <param name="decaySteps">Steps in which the rate falls once by the factor. Above 0.</param>
    /// <param name="decayRate">The factor. Above 0.</param>
    /// <param name="staircase">Whether the rate stays the same within a span: step / decaySteps is rounded down. Default false.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public ExponentialDecay(double initialLearningRate, double decaySteps, double decayRate, bool staircase = false)
    {
        new OptionErrors(nameof(ExponentialDecay))
            .Require(initialLearningRate >= 0 && double.IsFinite(initialLearningRate), nameof(initialLearningRate), initialLearningRate, "finite and at least 0")
            .Require(decaySteps > 0 && double.IsFinite(decaySteps), nameof(decaySteps), decaySteps, "finite and above 0")
            .Require(decayRate > 0 && double.IsFinite(decayRate), nameof(decayRate), decayRate, "finite and above 0")
            .ThrowIfAny();
        (_initialLearningRate, _decaySteps, _decayRate, _staircase) = (initialLearningRate, decaySteps, decayRate, staircase);
    }

    internal static ExponentialDecay FromConfig(ConfigReader config) => new(
        Required(config, "initial_learning_rate"),
        Required(config, "decay_steps"),
        Required(config, "decay_rate"),
        config.GetBoolean("staircase", false));

    internal override JsonObject KerasConfig => new() { ["initial_learning_rate"] = _initialLearningRate, ["decay_steps"] = Steps(_decaySteps), ["decay_rate"] = _decayRate, ["staircase"] = _staircase };

    /// <inheritdoc/>
    public override double At(double step)
    {
        var spans = step / _decaySteps;
        return _initialLearningRate * Math.Pow(_decayRate, _staircase ? Math.Floor(spans) : spans);
    }
}
