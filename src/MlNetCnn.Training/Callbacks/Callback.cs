namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Something that looks on while a model is fitted and may act: Keras's <c>Callback</c>. Derive from it, override what you need, and name it in
/// <see cref="FitOptions.Callbacks"/>. All methods are called on the fitting thread, callback after callback in the order of the list. Epochs and steps count from 0.
/// </summary>
/// <example><code>
/// sealed class StopAtAccuracy(double target) : Callback
/// {
///     protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary&lt;string, double&gt; logs)
///     {
///         if (logs["val_accuracy"] >= target) fit.StopTraining = true;
///     }
/// }
/// </code></example>
public abstract class Callback
{
    /// <summary>Called once, before the first epoch. Here a callback forgets what an earlier fit left in it.</summary>
    /// <param name="fit">The fit.</param>
    protected internal virtual void OnTrainBegin(FitContext fit) { }

    /// <summary>
    /// Called once, after the last epoch, whether all epochs were run, training was stopped, or the fit was cancelled (<see cref="History.Cancelled"/> of
    /// <see cref="FitContext.History"/> says so; the weights are then those of the best epoch). Not when the fit ends in an exception.
    /// </summary>
    /// <param name="fit">The fit.</param>
    /// <param name="logs">Loss and metrics of the epoch that ended last; empty when none did.</param>
    protected internal virtual void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) { }

    /// <summary>Called before an epoch.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="epoch">From 0.</param>
    protected internal virtual void OnEpochBegin(FitContext fit, int epoch) { }

    /// <summary>Called after an epoch and its validation.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="epoch">From 0.</param>
    /// <param name="logs">
    /// Loss and metrics: <c>loss</c>, <c>accuracy</c>, <c>val_loss</c>, <c>val_accuracy</c>. What a callback adds is seen by those behind it and becomes a series of the history.
    /// </param>
    protected internal virtual void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs) { }

    /// <summary>Called before a training step.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="step">From 0 in its epoch.</param>
    protected internal virtual void OnTrainBatchBegin(FitContext fit, int step) { }

    /// <summary>Called after a training step.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="step">From 0 in its epoch.</param>
    /// <param name="logs">Loss and metrics over the epoch so far, this step included.</param>
    protected internal virtual void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs) { }

    /// <summary>Called before a validation.</summary>
    /// <param name="fit">The fit.</param>
    protected internal virtual void OnTestBegin(FitContext fit) { }

    /// <summary>Called after a validation.</summary>
    /// <param name="fit">The fit.</param>
    /// <param name="logs">Loss and metrics of the validation, without <c>val_</c>.</param>
    protected internal virtual void OnTestEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) { }

    /// <summary>
    /// Whatever the callback must remember for a run that is interrupted and resumed to go on as if it had not been: counters, best values, kept weights. Called after any callback method.
    /// </summary>
    /// <returns>The state; null, the default, for none.</returns>
    protected internal virtual CallbackState? SaveState() => null;

    /// <summary>Takes back what <see cref="SaveState"/> gave, after <see cref="OnTrainBegin"/>.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="InvalidDataException">It is not a state of this callback.</exception>
    protected internal virtual void RestoreState(CallbackState state) { }
}
