using System.Globalization;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Writes loss and metrics as event files, for <c>tensorboard --logdir=FOLDER</c>: the scalars of Keras's <c>TensorBoard</c>, under its names, in the folders <c>train</c> and <c>validation</c>.
/// <c>epoch_loss</c>, <c>epoch_accuracy</c> ... of both by epoch, from 0; <c>epoch_learning_rate</c> in <c>train</c>; <c>evaluation_loss_vs_iterations</c> ... in <c>validation</c> by training
/// steps done; and, when asked for, <c>batch_loss</c> ... in <c>train</c> by training step, from 1. No graph, profile, histograms or images.
/// </summary>
/// <remarks>
/// One file in each folder, of a fixed name; that of an earlier fit is overwritten when the first value is written. Each value is written whole and at once; a resumed run first cuts its files
/// back to where its checkpoint was taken, so that no step comes twice. An event carries the time of day, which TensorBoard's "wall" and "relative" axes need; it enters
/// no result of the fit.
/// </remarks>
public sealed class TensorBoard : Callback
{
    private const string Train = "train", Validation = "validation";
    private readonly EventFile _train, _validation;
    private readonly int? _updateFreq;

    /// <summary>Makes the callback.</summary>
    /// <param name="logDir">The folder; it is made where there is none.</param>
    /// <param name="updateFreq">Training steps from one writing of <c>batch_</c> values to the next. Null, the default (Keras's <c>update_freq="epoch"</c>): none are written.</param>
    /// <param name="clock">What tells the time of events. Default null: the system's clock.</param>
    /// <exception cref="ArgumentException">The folder's name is empty, or <paramref name="updateFreq"/> is below 1.</exception>
    public TensorBoard(string logDir, int? updateFreq = null, TimeProvider? clock = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(logDir);
        if (updateFreq is { } steps) ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(updateFreq));
        LogDir = Path.GetFullPath(logDir);
        _updateFreq = updateFreq;
        _train = new EventFile(Path.Combine(LogDir, Train), clock ?? TimeProvider.System);
        _validation = new EventFile(Path.Combine(LogDir, Validation), clock ?? TimeProvider.System);
    }

    /// <summary>The folder that holds <c>train</c> and <c>validation</c>.</summary>
    public string LogDir { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The folder cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be made.</exception>
    protected internal override void OnTrainBegin(FitContext fit)
    {
        // So that a wrong path is told of before the first epoch, not after it.
        Directory.CreateDirectory(LogDir);
        _train.Restart(0);
        _validation.Restart(0);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The values cannot be written; the message names the file, which ends in a whole event.</exception>
    protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(logs);
        if (_updateFreq is { } every && fit.Iterations % every == 0) _train.Append(fit.Iterations, logs.Select(l => ($"batch_{l.Key}", l.Value)));
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The values cannot be written; the message names the file, which ends in a whole event.</exception>
    protected internal override void OnTestEnd(FitContext fit, IReadOnlyDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(logs);
        _validation.Append(fit.Iterations, logs.Select(l => ($"evaluation_{l.Key}_vs_iterations", l.Value)));
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The values cannot be written; the message names the file, which ends in a whole event.</exception>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(logs);
        var (tested, trained) = (logs.Where(IsValidation), logs.Where(l => !IsValidation(l) && l.Key != "learning_rate"));
        _train.Append(epoch, trained.Select(l => ($"epoch_{l.Key}", l.Value)).Append(("epoch_learning_rate", fit.LearningRate)));
        _validation.Append(epoch, tested.Select(l => ($"epoch_{l.Key[History.ValidationPrefix.Length..]}", l.Value)));
    }

    /// <inheritdoc/>
    protected internal override CallbackState SaveState()
    {
        var state = new CallbackState();
        state.Values[Train] = _train.Length;
        state.Values[Validation] = _validation.Length;
        return state;
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        _train.Restart(Length(state, Train));
        _validation.Restart(Length(state, Validation));
    }

    private static bool IsValidation(KeyValuePair<string, double> log) => log.Key.StartsWith(History.ValidationPrefix, StringComparison.Ordinal);

    private static long Length(CallbackState state, string name) =>
        state.Values[name]?.AsValue() is { } value && value.TryGetValue(out long length) && length >= 0
            ? length
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"TensorBoard: '{name}' is {state.Values[name]?.ToJsonString() ?? "missing"}; it must be the length of a file."));
}
