namespace MlNetCnn.Training.Schedules;

/// <summary>
/// A learning rate as a function of time, as Keras's <c>LearningRateSchedule</c>: an immutable formula, one file per schedule. <see cref="Callbacks.LearningRateScheduler"/> applies it.
/// Keras computes in single precision, this in double; the two agree to about 1e-6 of the rate.
/// </summary>
public abstract record LearningRateSchedule
{
    /// <summary>The rate.</summary>
    /// <param name="step">Steps (or epochs) done before, from 0; it may be a fraction.</param>
    public abstract double At(double step);
}
