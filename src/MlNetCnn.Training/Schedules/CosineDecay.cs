using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that falls along half a cosine, if wished after a straight warm-up: Keras's <c>CosineDecay</c> (Loshchilov and Hutter, "SGDR", 2016).</summary>
/// <remarks>
/// Without a warm-up: initial * ((1 - alpha) * (1 + cos(pi * min(step / decaySteps, 1))) / 2 + alpha). With one the rate first rises in a line from the initial one to the target, and
/// the cosine begins there.
/// </remarks>
[KerasName("CosineDecay")]
public sealed record CosineDecay : LearningRateSchedule
{
    private readonly double _initialLearningRate;
    private readonly double _decaySteps;
    private readonly double _alpha;
    private readonly double? _warmupTarget;
    private readonly double _warmupSteps;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initialLearningRate">The rate at step 0. At least 0.</param>
    /// <param name="decaySteps">Steps of the fall, without those of the warm-up. Above 0.</param>
    /// <param name="alpha">The rate at the end as a part of that at the beginning of the fall. At least 0; default 0.</param>
    /// <param name="warmupTarget">The rate at the end of the warm-up. Default null: no warm-up.</param>
    /// <param name="warmupSteps">Steps of the warm-up. At least 0; default 0.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public CosineDecay(double initialLearningRate, double decaySteps, double alpha = 0, double? warmupTarget = null, double warmupSteps = 0)
    {
        new OptionErrors(nameof(CosineDecay))
            .Require(initialLearningRate >= 0 && double.IsFinite(initialLearningRate), nameof(initialLearningRate), initialLearningRate, "finite and at least 0")
            .Require(decaySteps > 0 && double.IsFinite(decaySteps), nameof(decaySteps), decaySteps, "finite and above 0")
            .Require(alpha >= 0 && double.IsFinite(alpha), nameof(alpha), alpha, "finite and at least 0")
            .Require(warmupTarget is null || (warmupTarget >= 0 && double.IsFinite(warmupTarget.Value)), nameof(warmupTarget), warmupTarget, "finite and at least 0, or null")
            .Require(warmupSteps >= 0 && double.IsFinite(warmupSteps), nameof(warmupSteps), warmupSteps, "finite and at least 0")
            .ThrowIfAny();
        (_initialLearningRate, _decaySteps, _alpha, _warmupTarget, _warmupSteps) = (initialLearningRate, decaySteps, alpha, warmupTarget, warmupSteps);
    }

    internal static CosineDecay FromConfig(ConfigReader config) => new(
        Required(config, "initial_learning_rate"),
        Required(config, "decay_steps"),
        config.GetDouble("alpha", 0),
        config.GetDouble("warmup_target"),
        config.GetDouble("warmup_steps", 0));

    internal override JsonObject KerasConfig => new() { ["initial_learning_rate"] = _initialLearningRate, ["decay_steps"] = Steps(_decaySteps), ["alpha"] = _alpha, ["warmup_target"] = _warmupTarget, ["warmup_steps"] = Steps(_warmupSteps) };

    /// <inheritdoc/>
    public override double At(double step)
    {
        if (_warmupTarget is not { } target) return Fall(_initialLearningRate, step);
        return step < _warmupSteps
            ? (target - _initialLearningRate) * (step / _warmupSteps) + _initialLearningRate
            : Fall(target, step - _warmupSteps);
    }

    private double Fall(double from, double step) => from * ((1 - _alpha) * 0.5 * (1 + Math.Cos(Math.PI * (Math.Min(step, _decaySteps) / _decaySteps))) + _alpha);
}
