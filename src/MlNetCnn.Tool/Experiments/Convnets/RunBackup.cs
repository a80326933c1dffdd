using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>The backup of a run that lies in its folder while it trains, so that the same command with <c>--resume</c> goes on after an interruption.</summary>
internal static class RunBackup
{
    public const string Ending = ".backup";

    /// <summary>The callback that keeps it. An earlier run's backup is taken up, or put aside.</summary>
    /// <param name="training">Which training of the run, e.g. <c>fine-tuning</c>: the file's name.</param>
    /// <param name="folder">The run's folder.</param>
    /// <param name="resume">Whether an interrupted run goes on.</param>
    /// <param name="display">Told what was found.</param>
    public static BackupAndRestore Of(string training, RunFolder folder, bool resume, IDisplay display)
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

        return new BackupAndRestore(path);
    }
}
