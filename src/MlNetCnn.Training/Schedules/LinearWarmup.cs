using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that rises in a line to where another schedule begins, and then follows that one, whose steps count from there.</summary>
public sealed record LinearWarmup : LearningRateSchedule
{
    private readonly LearningRateSchedule _after;
    private readonly double _warmupSteps;
    private readonly double _startLearningRate;

    /// <summary>Makes the schedule.</summary>
    /// <param name="after">The schedule that follows.</param>
    /// <param name="warmupSteps">Steps of the rise. Above 0.</param>
    /// <param name="startLearningRate">The rate at step 0. At least 0; default 0.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public LinearWarmup(LearningRateSchedule after, double warmupSteps, double startLearningRate = 0)
    {
        ArgumentNullException.ThrowIfNull(after);
        new OptionErrors(nameof(LinearWarmup))
            .Require(warmupSteps > 0 && double.IsFinite(warmupSteps), nameof(warmupSteps), warmupSteps, "finite and above 0")
            .Require(startLearningRate >= 0 && double.IsFinite(startLearningRate), nameof(startLearningRate), startLearningRate, "finite and at least 0")
            .ThrowIfAny();
        (_after, _warmupSteps, _startLearningRate) = (after, warmupSteps, startLearningRate);
    }

    /// <inheritdoc/>
    public override double At(double step)
    {
        if (step >= _warmupSteps) return _after.At(step - _warmupSteps);
        return (_after.At(0) - _startLearningRate) * (step / _warmupSteps) + _startLearningRate;
    }
}
