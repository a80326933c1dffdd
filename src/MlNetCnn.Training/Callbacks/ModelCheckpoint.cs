using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Saves the model or its weights while it is trained: Keras 3's <c>ModelCheckpoint</c>. A saved model has the optimizer's state and the compile configuration in it, so that Keras's
/// <c>load_model(...).fit(...)</c>, or a fit here with <see cref="FitOptions.Resume"/>, goes on with the training. A file is whole at every moment; when it cannot be written, as on a full disk, what was there
/// before still is, and the fit ends in an exception that names the path.
/// </summary>
/// <remarks>As in Keras the best value is kept from one fit to the next of the same callback, so that continuing does not overwrite a better file.</remarks>
public sealed class ModelCheckpoint : Callback
{
    private readonly PathTemplate _filepath;
    private readonly string _monitor;
    private readonly bool _saveBestOnly, _saveWeightsOnly, _higher, _warns;
    private readonly int? _saveFreq;
    private int _batchesSinceSaving;

    /// <summary>Makes the callback.</summary>
    /// <param name="filepath">
    /// Where to: a path that ends with <c>.keras</c>, or with <c>.h5</c> or <c>.hdf5</c> for the older file, as <c>Model.Save</c> writes it; where only weights are saved, one that ends with
    /// <c>.weights.h5</c>, Keras 3's form, or otherwise with <c>.h5</c> or <c>.hdf5</c>, the older one, as <c>Model.SaveWeights</c> writes it. (Keras 3's own callback takes <c>.keras</c> and
    /// <c>.weights.h5</c> alone, Keras 2's any.) It may have places for the epoch, from 1, the batch, from 1, where
    /// <paramref name="saveFreq"/> counts batches, and the logs, in Python's format: <c>run-{epoch:02d}-{val_loss:.2f}.keras</c>. Folders that are not there are made.
    /// </param>
    /// <param name="monitor">Which number of the logs tells the best. Default <c>val_loss</c>.</param>
    /// <param name="saveBestOnly">Whether only what is better than all before is saved. Default false.</param>
    /// <param name="saveWeightsOnly">Whether only the weights are saved. Default false.</param>
    /// <param name="mode">
    /// Which values are better. Default <see cref="MonitorMode.Auto"/>, by the name as in Keras: higher where it has <c>acc</c> in it or starts with <c>fmeasure</c>, lower otherwise; where a
    /// metric says otherwise, as <c>auc</c> does, the fit's messages tell so.
    /// </param>
    /// <param name="saveFreq">Null, the default, is Keras's <c>"epoch"</c>: after each epoch. A number: after so many training steps, counted on across epochs. At least 1.</param>
    /// <param name="initialValueThreshold">The best value to begin with. Default null: none.</param>
    /// <exception cref="ArgumentException">The path has another ending or a place of another form, or the monitor is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The frequency is below 1, or the mode is unknown.</exception>
    public ModelCheckpoint(
        string filepath, string monitor = "val_loss", bool saveBestOnly = false, bool saveWeightsOnly = false, MonitorMode mode = MonitorMode.Auto, int? saveFreq = null,
        double? initialValueThreshold = null)
    {
        Monitor.Check(monitor, mode);
        _filepath = new PathTemplate(filepath);
        CheckEnding(filepath, saveWeightsOnly);
        if (saveFreq < 1) throw new ArgumentOutOfRangeException(nameof(saveFreq), saveFreq, "A checkpoint is saved every so many batches, at least 1, or null for every epoch.");
        (_monitor, _saveBestOnly, _saveWeightsOnly, _saveFreq) = (monitor, saveBestOnly, saveWeightsOnly, saveFreq);
        _higher = mode == MonitorMode.Max
            || (mode == MonitorMode.Auto && (monitor.Contains("acc", StringComparison.Ordinal) || monitor.StartsWith("fmeasure", StringComparison.Ordinal)));
        _warns = saveBestOnly && mode == MonitorMode.Auto;
        Best = initialValueThreshold ?? (_higher ? double.NegativeInfinity : double.PositiveInfinity);
    }

    /// <summary>The best value so far of the monitored number where only the best is saved; plus or minus infinity, or the threshold, before the first.</summary>
    public double Best { get; private set; }

    /// <summary>The file saved last; null before the first.</summary>
    public string? LastSaved { get; private set; }

    /// <inheritdoc/>
    protected internal override void OnTrainBegin(FitContext fit)
    {
        if (_warns) Monitor.WarnOfName(nameof(ModelCheckpoint), _monitor, _higher, fit);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The logs lack a number that the path or the monitor names.</exception>
    protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (_saveFreq is null || ++_batchesSinceSaving < _saveFreq) return;
        _batchesSinceSaving = 0;
        Save(fit, fit.Epoch, step, logs);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">The logs lack a number that the path or the monitor names.</exception>
    protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
    {
        ArgumentNullException.ThrowIfNull(fit);
        if (_saveFreq is null) Save(fit, epoch, null, logs);
    }

    /// <inheritdoc/>
    protected internal override CallbackState SaveState()
    {
        var state = new CallbackState();
        (state.Values["best"], state.Values["batches"], state.Values["saved"]) = (StateValues.ToJson(Best), _batchesSinceSaving, LastSaved);
        return state;
    }

    /// <inheritdoc/>
    protected internal override void RestoreState(CallbackState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var (best, batches) = (state.Double("best"), state.Int("batches"));
        (Best, _batchesSinceSaving, LastSaved) = (best, batches, state.Values["saved"] is null ? null : state.Text("saved"));
    }

    // What Model.Save and Model.SaveWeights would refuse after the first epoch.
    private static void CheckEnding(string filepath, bool weightsOnly)
    {
        var old = Ends(".h5") || Ends(".hdf5");
        if (weightsOnly && !old) throw new ArgumentException($"A checkpoint of weights is a .weights.h5 or .h5 file; '{filepath}' has another ending.", nameof(filepath));
        if (weightsOnly) return;
        if (Ends(".weights.h5")) throw new ArgumentException($"'{filepath}' has the ending of a file of weights: say saveWeightsOnly, or another name for the whole model.", nameof(filepath));
        if (!old && !Ends(".keras")) throw new ArgumentException($"A checkpoint of a model is a .keras or .h5 file; '{filepath}' has another ending.", nameof(filepath));

        bool Ends(string ending) => filepath.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
    }

    private void Save(FitContext fit, int epoch, int? batch, IEnumerable<KeyValuePair<string, double>> logs)
    {
        var path = _filepath.Fill(epoch + 1, batch + 1, logs);
        var number = (epoch + 1).ToString(CultureInfo.InvariantCulture);
        if (_saveBestOnly)
        {
            var current = Monitor.Value(nameof(ModelCheckpoint), _monitor, logs);
            if (!(_higher ? current > Best : current < Best))
            {
                fit.Tell($"Epoch {number}: {_monitor} did not improve from {PythonNumber.Fixed(Best, 5)}");
                return;
            }

            fit.Tell($"Epoch {number}: {_monitor} improved from {PythonNumber.Fixed(Best, 5)} to {PythonNumber.Fixed(current, 5)}, saving model to {path}");
            // Only what was saved is the best: after a failed write a better value is still one.
            Write(fit, path);
            Best = current;
            return;
        }

        fit.Tell($"Epoch {number}: saving model to {path}");
        Write(fit, path);
    }

    private void Write(FitContext fit, string path)
    {
        if (Directory.Exists(path)) throw new IOException($"The checkpoint '{path}' cannot be written: there is a folder of that name.");
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
        fit.Executable.ReadWeights();
        if (_saveWeightsOnly) fit.Model.SaveWeights(path);
        else fit.Model.Save(path, fit.CaptureTraining());
        LastSaved = path;
    }
}
