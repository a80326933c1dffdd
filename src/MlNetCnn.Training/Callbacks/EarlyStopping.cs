using System.Globalization;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Ends training when a number has stopped getting better: Keras 3's <c>EarlyStopping</c>. An epoch is better when its number is below (above) the best by more than
/// <c>minDelta</c>; after <c>patience</c> epochs in a row that are not, training stops. As in Keras the two are compared in single precision.
/// </summary>
/// <remarks>
/// Keras 3's rules where they surprise: the best weights are restored at the end of training even when it did not stop early (Keras 2 did so only when it stopped). With a
/// <c>baseline</c> an epoch that beats the best but not the baseline is kept as the best and does not end the waiting, but training does not stop at it either. A first number of
/// NaN stays the best.
/// </remarks>
public sealed class EarlyStopping : Callback
{
    private readonly string _monitor;
    private readonly double _minDelta;
    private readonly int _patience, _startFromEpoch;
    private readonly MonitorMode _mode;
    private readonly double? _baseline;
    private readonly bool _restoreBestWeights;
    private bool? _higher;
    private int _wait;
    private double? _best;
    private WeightSnapshot? _bestWeights;

    /// <summary>Makes the callback.</summary>
    /// <param name="monitor">Which number of the logs. Default <c>val_loss</c>.</param>
    /// <param name="minDelta">What is not more than this is no improvement; its sign is ignored, as in Keras. Default 0.</param>
    /// <param name="patience">Epochs without improvement after which training stops; 0 stops at the first, as 1 does. At least 0; default 0.</param>
    /// <param name="mode">
    /// Which values are better. Default <see cref="MonitorMode.Auto"/>: lower for <c>loss</c>, otherwise as the metric of that name says (<see cref="Metrics.Metric.HigherIsBetter"/>).
    /// </param>
    /// <param name="baseline">Training stops unless this is beaten within the patience. Default null: none.</param>
    /// <param name="restoreBestWeights">Whether the weights of the best epoch are put back at the end of training. Default false.</param>
    /// <param name="startFromEpoch">Epochs, from 0, before this one are not looked at. At least 0; default 0.</param>
    /// <exception cref="ArgumentException">The monitor is empty, or a number is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Patience or first epoch are negative, or the mode is unknown.</exception>
    public EarlyStopping(
        string monitor = "val_loss", double minDelta = 0, int patience = 0, MonitorMode mode = MonitorMode.Auto, double? baseline = null, bool restoreBestWeights = false,
        int startFromEpoch = 0)
    {
        Monitor.Check(monitor, mode);
        if (!double.IsFinite(minDelta)) throw new ArgumentOutOfRangeException(nameof(minDelta), minDelta, "The smallest improvement must be finite.");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(startFromEpoch);
        if (baseline is { } b && double.IsNaN(b)) throw new ArgumentOutOfRangeException(nameof(baseline), baseline, "The baseline must be a number, or null for none.");
        (_monitor, _minDelta, _patience, _mode, _baseline, _restoreBestWeights, _startFromEpoch) =
            (monitor, Math.Abs(minDelta), patience, mode, baseline, restoreBestWeights, startFromEpoch);
    }

    /// <summary>The epoch, from 0, after which training was stopped; null when it was not. (Keras has 0 for that.)</summary>
    public int? StoppedEpoch { get; private set; }

    /// <summary>The epoch, from 0, of the best number, whose weights are the restored ones; null before the first that is looked at.</summary>
    public int? BestEpoch { get; private set; }

    /// <inheritdoc/>
    protected internal override void OnTrainBegin(FitContext fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        (_wait, _best, _bestWeights, StoppedEpoch, BestEpoch) = (0, null, null, null, null);
        _higher = _mode switch
        {
            MonitorMode.Min => false,
            MonitorMode.Max => true,
            _ => Monitor.HigherIsBetter(_monitor, fit.Options),
        };
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The logs lack the monitored number, or nothing tells which values of it are better.</exception>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        var current = Monitor.Value(nameof(EarlyStopping), _monitor, logs);
        if (_higher is null)
            throw new ArgumentException($"{nameof(EarlyStopping)} cannot tell which values of '{_monitor}' are better: set mode to {nameof(MonitorMode.Min)} or {nameof(MonitorMode.Max)}.", "mode");
        if (epoch < _startFromEpoch) return;
        _wait++;
        if (Improves(current, _best))
        {
            (_best, BestEpoch) = (current, epoch);
            if (_restoreBestWeights) _bestWeights = fit.CaptureWeights();
            if (_baseline is null || Improves(current, _baseline)) _wait = 0;
        }
        else if (_wait >= _patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            fit.StopTraining = true;
        }
    }

    /// <inheritdoc/>
    protected internal override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs)
    {
        if (StoppedEpoch is { } stopped) fit.Tell(string.Create(CultureInfo.InvariantCulture, $"Epoch {stopped + 1}: early stopping"));
        if (_bestWeights is null) return;
        fit.Tell(string.Create(CultureInfo.InvariantCulture, $"Restoring model weights from the end of the best epoch: {BestEpoch + 1}."));
        fit.RestoreWeights(_bestWeights);
    }

    /// <inheritdoc/>
    protected internal override CallbackState SaveState()
    {
        var state = new CallbackState();
        state.Values["wait"] = _wait;
        if (_best is { } best) state.Values["best"] = StateValues.ToJson(best);
        if (BestEpoch is { } bestEpoch) state.Values["best_epoch"] = bestEpoch;
        if (StoppedEpoch is { } stopped) state.Values["stopped_epoch"] = stopped;
        state.Values["weights"] = new System.Text.Json.Nodes.JsonArray([.. (_bestWeights?.Arrays ?? []).Select(a => System.Text.Json.Nodes.JsonValue.Create(a.Name))]);
        foreach (var (name, values) in _bestWeights?.Arrays ?? []) state.Arrays[name] = values;
        return state;
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var wait = state.Int("wait");
        double? best = state.Values.ContainsKey("best") ? state.Double("best") : null;
        int? bestEpoch = state.Values.ContainsKey("best_epoch") ? state.Int("best_epoch") : null, stopped = state.Values.ContainsKey("stopped_epoch") ? state.Int("stopped_epoch") : null;
        // The arrays come sorted by name; the weights' own order is the list's.
        var names = state.Strings("weights");
        if (names.FirstOrDefault(n => !state.Arrays.ContainsKey(n)) is { } missing) throw new InvalidDataException($"The state of {nameof(EarlyStopping)} lacks the weights '{missing}'.");
        _bestWeights = names.Length == 0 ? null : WeightSnapshot.From(names.Select(n => (n, state.Arrays[n])));
        (_wait, _best, BestEpoch, StoppedEpoch) = (wait, best, bestEpoch, stopped);
    }

    private bool Improves(double value, double? reference) =>
        reference is not { } r || (_higher == true ? (float)(value - _minDelta) > (float)r : (float)(value + _minDelta) < (float)r);
}
