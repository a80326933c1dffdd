using MlNetCnn.Keras;

namespace MlNetCnn.Training.Schedules;

/// <summary>A rate that drops by a factor every so many steps: initial * drop^floor(step / every), as torch's <c>StepLR</c>. With epochs as its unit, the book's step schedule.</summary>
public sealed record StepDecay : LearningRateSchedule
{
    private readonly double _initialLearningRate;
    private readonly double _every;
    private readonly double _drop;

    /// <summary>Makes the schedule.</summary>
    /// <param name="initialLearningRate">The rate at step 0. At least 0.</param>
    /// <param name="every">Steps from one drop to the next. Above 0.</param>
    /// <param name="drop">The factor of a drop. Above 0; default 0.5.</param>
    /// <exception cref="ArgumentException">A value is out of range; the message lists all that are.</exception>
    public StepDecay(double initialLearningRate, double every, double drop = 0.5)
    {
        new OptionErrors(nameof(StepDecay))
            .Require(initialLearningRate >= 0 && double.IsFinite(initialLearningRate), nameof(initialLearningRate), initialLearningRate, "finite and at least 0")
            .Require(every > 0 && double.IsFinite(every), nameof(every), every, "finite and above 0")
            .Require(drop > 0 && double.IsFinite(drop), nameof(drop), drop, "finite and above 0")
            .ThrowIfAny();
        (_initialLearningRate, _every, _drop) = (initialLearningRate, every, drop);
    }

    /// <inheritdoc/>
    public override double At(double step) => _initialLearningRate * Math.Pow(_drop, Math.Floor(step / _every));
}
