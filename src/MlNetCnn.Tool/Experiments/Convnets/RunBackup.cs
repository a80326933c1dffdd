using MlNetCnn.Keras;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>
/// The backups of a run's trainings, which lie in its folder so that the same command with <c>--resume</c> goes on after an interruption. They stay until the results are written: a photo
/// that is bad, a disk that is full or a kill after the training costs no training.
/// </summary>
internal sealed class RunBackup(RunFolder folder, bool resume, IDisplay display)
{
    public const string Ending = ".backup";

    private readonly List<string> _paths = [];

    /// <summary>The callback that keeps a training's backup. An earlier run's is taken up, or put aside.</summary>
    /// <param name="training">Which training of the run, e.g. <c>fine-tuning</c>: the file's name.</param>
    public BackupAndRestore Of(string training)
    {
        var name = training + Ending;
        var path = folder.File(name);
        var found = File.Exists(path);
        if (resume)
        {
            display.Line(found ? $"{training}: going on with the interrupted run in '{folder.Path}'" : $"{training}: '{folder.Path}' holds no interrupted run; it starts from the beginning");
        }
        else if (found)
        {
            // Hours of work may lie in it: it is not deleted.
            File.Move(path, path + ".old", overwrite: true);
            display.Warning($"'{folder.Path}' holds a run that was interrupted; this one starts anew. To go on with that one, rename {name}.old to {name} and give --resume.");
        }

        _paths.Add(path);
        return new BackupAndRestore(path, deleteCheckpoint: false);
    }

    /// <summary>Does the run's work. When it fails the backups stay, and the user is told; when it ends they have done theirs.</summary>
    /// <param name="work">What trains and writes the results; gives whether it came to its end, rather than being cancelled.</param>
    /// <returns>The same.</returns>
    public bool During(Func<bool> work)
    {
        try
        {
            if (!work()) return false;
        }
        // The same run would diverge again, or meet the same damaged backup.
        catch (Exception e) when (e is not (TrainingDivergedException or CheckpointException))
        {
            if (_paths.Any(File.Exists)) display.Line($"What was trained so far is kept in '{folder.Path}': the same command with --resume goes on from there.");
            throw;
        }

        foreach (var path in _paths) Delete(path);
        return true;
    }

    private void Delete(string path)
    {
        try
        {
            // With what a kill amid writing left, where no save came after it.
            AtomicFile.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            display.Warning($"The backup '{path}' is no longer needed and cannot be deleted: {e.Message}");
        }
    }
}
