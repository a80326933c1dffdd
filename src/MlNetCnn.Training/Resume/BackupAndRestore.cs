using System.Globalization;
using MlNetCnn.Keras;

namespace MlNetCnn.Training.Callbacks;

/// <summary>
/// Saves a checkpoint of the run while it goes, and lets a run that was interrupted, at whatever moment and however hard, go on from it: Keras's <c>BackupAndRestore</c>. Fit once more
/// with the same model, data and options, and this callback on the same file: the run ends with the same weights, optimizer and history, bit for bit, as one that was
/// never interrupted. One per fit; its place in the list does not matter.
/// </summary>
/// <remarks>
/// <para>The file holds the weights of the layers that train with their statistics, the optimizer's state, the history, the best weights so far, what each callback
/// remembers (<see cref="Callback.SaveState"/>), and the place in the data. It is replaced as a whole, after all callbacks have seen the epoch or step: a kill leaves the checkpoint
/// before or the new one. Keras's own saves the weights, the optimizer and the epoch.</para>
/// <para>A checkpoint of another run (of another model, other frozen weights, options, optimizer, loss, engine, or data of another number, shape, augmentation or preprocessing) is refused with a
/// <see cref="CheckpointException"/> that says what differs. <see cref="FitOptions.Epochs"/> may be raised: a run that was kept goes on. The contents of the data are not compared.</para>
/// <para>Where the checkpoint cannot be written (a disk that is full) the one before stays, the fit goes on, and <see cref="FitOptions.Messages"/> hears of it each time; Keras's fit
/// would end. A fit that ends in an exception or is cancelled leaves the checkpoint, one that ends otherwise deletes it, at the very end.</para>
/// </remarks>
public sealed class BackupAndRestore : Callback
{
    private readonly string _path;
    private readonly int? _saveEverySteps;
    private readonly bool _deleteCheckpoint;
    private RunFingerprint? _run;
    private int _stepsSince;

    /// <summary>Makes the callback.</summary>
    /// <param name="path">The checkpoint's file; its folder is made where there is none. Of this run alone.</param>
    /// <param name="saveEverySteps">Training steps from one save to the next, counted on across epochs. Null, the default: a save after each epoch (Keras's <c>save_freq="epoch"</c>).</param>
    /// <param name="deleteCheckpoint">
    /// Whether the file is deleted when training is finished, after all callbacks have heard of the end (save the model in one of them, or keep the file, where a kill between the
    /// end of the fit and your own saving matters). Default true. Kept, it lets the same fit with more epochs go on, and the same fit as it is end at once with the same result.
    /// </param>
    /// <exception cref="ArgumentException">The path is empty, or <paramref name="saveEverySteps"/> is below 1.</exception>
    public BackupAndRestore(string path, int? saveEverySteps = null, bool deleteCheckpoint = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (saveEverySteps is { } steps) ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1, nameof(saveEverySteps));
        (_path, _saveEverySteps, _deleteCheckpoint) = (System.IO.Path.GetFullPath(path), saveEverySteps, deleteCheckpoint);
    }

    /// <summary>The checkpoint's file.</summary>
    public string Path => _path;

    /// <summary>Why the checkpoint could not be written the last time; null when it could.</summary>
    public Exception? SaveFailure { get; private set; }

    internal void Begin(RunFingerprint run) => (_run, _stepsSince, SaveFailure) = (run, 0, null);

    /// <summary>The state to go on from; null without a checkpoint.</summary>
    /// <exception cref="IOException">There is a folder of the file's name.</exception>
    internal FitState? Load()
    {
        Check(_path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(_path)!);
        if (!File.Exists(_path)) return null;
        using var stream = File.OpenRead(_path);
        return FitStateFile.Read(_path, stream, _run!);
    }

    internal void AfterStep(FitContext fit, Func<FitState> state)
    {
        if (_saveEverySteps is not { } every || ++_stepsSince < every) return;
        _stepsSince = 0;
        Save(fit, state());
    }

    internal void AfterEpoch(FitContext fit, Func<FitState> state)
    {
        if (_saveEverySteps is null) Save(fit, state());
    }

    internal void Finish(FitContext fit)
    {
        if (_deleteCheckpoint) Delete(_path, fit.Tell);
    }

    /// <summary>Refuses a path where no checkpoint can ever be.</summary>
    /// <exception cref="IOException">There is a folder of that name.</exception>
    internal static void Check(string path)
    {
        if (Directory.Exists(path)) throw new IOException($"The checkpoint '{path}' cannot be written: there is a folder of that name.");
    }

    /// <summary>Deletes a checkpoint that has done its work. Where it cannot be deleted the result of the training is not lost for it: the user is told.</summary>
    internal static void Delete(string path, Action<string> tell)
    {
        try
        {
            // With what a kill amid writing left, where no save came after it.
            AtomicFile.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tell($"The checkpoint '{path}' is no longer needed and cannot be deleted: {e.Message} Delete it before you train anew.");
        }
    }

    private void Save(FitContext fit, FitState state)
    {
        try
        {
            AtomicFile.Write(_path, stream => FitStateFile.Write(stream, state, _run!));
            SaveFailure = null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            SaveFailure = e;
            fit.Tell(string.Create(CultureInfo.InvariantCulture, $"Epoch {fit.Epoch + 1}: the checkpoint '{_path}' could not be saved, training goes on: {e.Message}"));
        }
    }
}
