using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that falls along a polynomial from one value to another: Keras's <c>PolynomialDecay</c>, (initial - end) * (1 - step / decaySteps)^power + end, and end after that.</summary>
[KerasName("PolynomialDecay")]
public sealed record PolynomialDecay : LearningRateSchedule
{
    private readonly double _initialLearningRate;
    private readonly double _decaySteps;
    private readonly double _endLearningRate;
    private readonly double _power;
    private readonly bool _cycle;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initialLearningRate">The rate at step 0. At least 0.</param>
    /// <param name="decaySteps">Steps until the end is reached. Above 0.</param>
    /// <param name="endLearningRate">The rate at the end. At least 0; default 0.0001.</param>
    /// <param name="power">The polynomial's power. Above 0; default 1, a straight line.</param>
    /// <param name="cycle">Whether the fall begins anew beyond its end: decaySteps is then multiplied so that it is not below the step. Default false.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public PolynomialDecay(double initialLearningRate, double decaySteps, double endLearningRate = 0.0001, double power = 1, bool cycle = false)
    {
        new OptionErrors(nameof(PolynomialDecay))
            .Require(initialLearningRate >= 0 && double.IsFinite(initialLearningRate), nameof(initialLearningRate), initialLearningRate, "finite and at least 0")
            .Require(decaySteps > 0 && double.IsFinite(decaySteps), nameof(decaySteps), decaySteps, "finite and above 0")
            .Require(endLearningRate >= 0 && double.IsFinite(endLearningRate), nameof(endLearningRate), endLearningRate, "finite and at least 0")
            .Require(power > 0 && double.IsFinite(power), nameof(power), power, "finite and above 0")
            .ThrowIfAny();
        (_initialLearningRate, _decaySteps, _endLearningRate, _power, _cycle) = (initialLearningRate, decaySteps, endLearningRate, power, cycle);
    }

    internal static PolynomialDecay FromConfig(ConfigReader config) => new(
        Required(config, "initial_learning_rate"),
        Required(config, "decay_steps"),
        config.GetDouble("end_learning_rate", 0.0001),
        config.GetDouble("power", 1),
        config.GetBoolean("cycle", false));

    internal override JsonObject KerasConfig => new() { ["initial_learning_rate"] = _initialLearningRate, ["decay_steps"] = Steps(_decaySteps), ["end_learning_rate"] = _endLearningRate, ["power"] = _power, ["cycle"] = _cycle };

    /// <inheritdoc/>
    public override double At(double step)
    {
        var all = _cycle ? _decaySteps * (step == 0 ? 1 : Math.Ceiling(step / _decaySteps)) : _decaySteps;
        // With cycles too: a step may lie beyond all by a rounding, and roots of what is negative are no numbers.
        var done = Math.Min(step, all) / all;
        return (_initialLearningRate - _endLearningRate) * Math.Pow(1 - done, _power) + _endLearningRate;
    }
}
