namespace MlNetCnn.Training.Callbacks;

/// <summary>A callback made of functions, for one-off uses: Keras's <c>LambdaCallback</c>. Functions that are null do nothing.</summary>
/// <param name="onEpochBegin">Called before an epoch, with its number from 0.</param>
/// <param name="onEpochEnd">Called after an epoch, with its number from 0 and the logs, which it may add to.</param>
/// <param name="onTrainBegin">Called before the first epoch.</param>
/// <param name="onTrainEnd">Called after the last epoch, with its logs.</param>
/// <param name="onTrainBatchBegin">Called before a training step, with its number from 0 in the epoch.</param>
/// <param name="onTrainBatchEnd">Called after a training step, with its number from 0 in the epoch and the logs so far.</param>
/// <param name="onTestBegin">Called before a validation.</param>
/// <param name="onTestEnd">Called after a validation, with its logs, without <c>val_</c>.</param>
public sealed class LambdaCallback(
    Action<FitContext, int>? onEpochBegin = null,
    Action<FitContext, int, IDictionary<string, double>>? onEpochEnd = null,
    Action<FitContext>? onTrainBegin = null,
    Action<FitContext, IReadOnlyDictionary<string, double>>? onTrainEnd = null,
    Action<FitContext, int>? onTrainBatchBegin = null,
    Action<FitContext, int, IReadOnlyDictionary<string, double>>? onTrainBatchEnd = null,
    Action<FitContext>? onTestBegin = null,
    Action<FitContext, IReadOnlyDictionary<string, double>>? onTestEnd = null) : Callback
{
    /// <inheritdoc/>
    protected internal override void OnEpochBegin(FitContext fit, int epoch) => onEpochBegin?.Invoke(fit, epoch);

    /// <inheritdoc/>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs) => onEpochEnd?.Invoke(fit, epoch, logs);

    /// <inheritdoc/>
    protected internal override void OnTrainBegin(FitContext fit) => onTrainBegin?.Invoke(fit);

    /// <inheritdoc/>
    protected internal override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => onTrainEnd?.Invoke(fit, logs);

    /// <inheritdoc/>
    protected internal override void OnTrainBatchBegin(FitContext fit, int step) => onTrainBatchBegin?.Invoke(fit, step);

    /// <inheritdoc/>
    protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs) => onTrainBatchEnd?.Invoke(fit, step, logs);

    /// <inheritdoc/>
    protected internal override void OnTestBegin(FitContext fit) => onTestBegin?.Invoke(fit);

    /// <inheritdoc/>
    protected internal override void OnTestEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => onTestEnd?.Invoke(fit, logs);
}
