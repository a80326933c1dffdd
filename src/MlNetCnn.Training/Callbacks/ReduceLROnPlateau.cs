using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Lowers the learning rate when a number has stopped getting better: Keras 3's <c>ReduceLROnPlateau</c>. After <c>patience</c> epochs in a row without an improvement of more than
/// <c>minDelta</c> the rate becomes max(rate * factor, minLr). It adds <c>learning_rate</c>, the rate of the epoch that ended, to the logs and so to the history.
/// </summary>
public sealed class ReduceLROnPlateau : Callback
{
    private readonly string _monitor;
    private readonly double _factor, _minDelta, _minLr;
    private readonly int _patience, _cooldown;
    private readonly bool _higher, _warns;
    private int _cooldownCounter, _wait;
    private double _best;

    /// <summary>Makes the callback.</summary>
    /// <param name="monitor">Which number of the logs. Default <c>val_loss</c>.</param>
    /// <param name="factor">What the rate is multiplied by. Above 0 and below 1; default 0.1.</param>
    /// <param name="patience">Epochs without improvement after which the rate is lowered. At least 0; default 10.</param>
    /// <param name="mode">
    /// Which values are better. Default <see cref="MonitorMode.Auto"/>, by the name as in Keras: higher where it has <c>acc</c> in it, lower otherwise; where a metric says otherwise,
    /// as <c>auc</c> does, the fit's messages tell so.
    /// </param>
    /// <param name="minDelta">What is not more than this is no improvement. At least 0; default 1e-4.</param>
    /// <param name="cooldown">Epochs after a lowering in which none are counted. At least 0; default 0.</param>
    /// <param name="minLr">The rate is not lowered below this. At least 0; default 0.</param>
    /// <exception cref="ArgumentException">A value is out of range.</exception>
    public ReduceLROnPlateau(
        string monitor = "val_loss", double factor = 0.1, int patience = 10, MonitorMode mode = MonitorMode.Auto, double minDelta = 1e-4, int cooldown = 0, double minLr = 0)
    {
        Monitor.Check(monitor, mode);
        new OptionErrors(nameof(ReduceLROnPlateau))
            .Require(factor is > 0 and < 1, nameof(factor), factor, "above 0 and below 1")
            .Require(patience >= 0, nameof(patience), patience, "at least 0")
            .Require(minDelta >= 0 && double.IsFinite(minDelta), nameof(minDelta), minDelta, "finite and at least 0")
            .Require(cooldown >= 0, nameof(cooldown), cooldown, "at least 0")
            .Require(minLr >= 0 && double.IsFinite(minLr), nameof(minLr), minLr, "finite and at least 0")
            .ThrowIfAny();
        (_monitor, _factor, _patience, _minDelta, _cooldown, _minLr) = (monitor, factor, patience, minDelta, cooldown, minLr);
        _higher = mode == MonitorMode.Max || (mode == MonitorMode.Auto && monitor.Contains("acc", StringComparison.Ordinal));
        _warns = mode == MonitorMode.Auto;
        Reset();
    }

    /// <inheritdoc/>
    protected internal override void OnTrainBegin(FitContext fit)
    {
        Reset();
        if (_warns) Monitor.WarnOfName(nameof(ReduceLROnPlateau), _monitor, _higher, fit);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The logs lack the monitored number.</exception>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        ArgumentNullException.ThrowIfNull(logs);
        logs["learning_rate"] = fit.LearningRate;
        var current = Monitor.Value(nameof(ReduceLROnPlateau), _monitor, logs);
        if (_cooldownCounter > 0)
        {
            _cooldownCounter--;
            _wait = 0;
        }

        if (_higher ? current > _best + _minDelta : current < _best - _minDelta)
            (_best, _wait) = (current, 0);
        else if (_cooldownCounter == 0 && ++_wait >= _patience)
            Lower(fit, epoch);
    }

    /// <inheritdoc/>
    protected internal override CallbackState SaveState()
    {
        var state = new CallbackState();
        (state.Values["cooldown_counter"], state.Values["wait"], state.Values["best"]) = (_cooldownCounter, _wait, StateValues.ToJson(_best));
        return state;
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_cooldownCounter, _wait, _best) = (state.Int("cooldown_counter"), state.Int("wait"), state.Double("best"));
    }

    private void Lower(FitContext fit, int epoch)
    {
        // In single precision, in which Keras holds the rate: one that has come down to the bound is not above it by a rounding.
        if (!((float)fit.LearningRate > (float)_minLr)) return;
        fit.LearningRate = Math.Max(fit.LearningRate * _factor, _minLr);
        fit.Tell(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {fit.LearningRate}."));
        (_cooldownCounter, _wait) = (_cooldown, 0);
    }

    private void Reset() => (_cooldownCounter, _wait, _best) = (0, 0, _higher ? double.NegativeInfinity : double.PositiveInfinity);
}
