using System.Globalization;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Sets the learning rate: by a function at the beginning of each epoch, as Keras's <c>LearningRateScheduler</c>, or by a <see cref="LearningRateSchedule"/> before each step, as a Keras
/// optimizer does that was given a schedule, or before each epoch. It adds <c>learning_rate</c>, the rate of the epoch's last step, to the logs and so to the history.
/// </summary>
public sealed class LearningRateScheduler : Callback
{
    private readonly Func<int, double, double>? _byEpoch;
    private readonly LearningRateSchedule? _byStep;

    /// <summary>A rate per epoch, by a function.</summary>
    /// <param name="schedule">Given the epoch, from 0, and the rate as it is, says the rate of the epoch: finite, not negative.</param>
    public LearningRateScheduler(Func<int, double, double> schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        _byEpoch = schedule;
    }

    /// <summary>A rate per step or per epoch, by a schedule.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="unit">What its steps are: training steps over all epochs (<see cref="FitContext.Iterations"/>), the default and Keras's, or epochs. Both count from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The unit is unknown.</exception>
    public LearningRateScheduler(LearningRateSchedule schedule, ScheduleUnit unit = ScheduleUnit.Steps)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        if (!Enum.IsDefined(unit)) throw new ArgumentOutOfRangeException(nameof(unit), unit, "The unit must be Steps or Epochs.");
        if (unit == ScheduleUnit.Steps) _byStep = schedule;
        else _byEpoch = (epoch, _) => schedule.At(epoch);
    }

    /// <summary>The schedule by steps; null for a rate per epoch.</summary>
    internal LearningRateSchedule? BySteps => _byStep;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The rate is negative or not finite.</exception>
    protected internal override void OnEpochBegin(FitContext fit, int epoch)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (_byEpoch is not null) fit.LearningRate = Checked(_byEpoch(epoch, fit.LearningRate), "epoch", epoch);
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The rate is negative or not finite.</exception>
    protected internal override void OnTrainBatchBegin(FitContext fit, int step)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (_byStep is not null) fit.LearningRate = Checked(_byStep.At(fit.Iterations), "step", fit.Iterations);
    }

    /// <inheritdoc/>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(logs);
        logs["learning_rate"] = fit.LearningRate;
    }

    private static double Checked(double rate, string unit, long number) => double.IsFinite(rate) && rate >= 0
        ? rate
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The learning rate's schedule says {rate} for {unit} {number}; rates are finite and not negative."));
}
