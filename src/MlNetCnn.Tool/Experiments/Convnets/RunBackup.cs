using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Results;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>The backup of a run that lies in its folder while it trains, so that the same command with <c>--resume</c> goes on after an interruption.</summary>
internal static class RunBackup
{
    public const string FileName = "run.backup";

    /// <summary>The callback that keeps it. An earlier run's backup is taken up, or put aside.</summary>
    public static BackupAndRestore Of(RunFolder folder, bool resume, IDisplay display)
    {
        var path = folder.File(FileName);
        var found = File.Exists(path);
        if (resume)
        {
            display.Line(found ? $"going on with the interrupted run in '{folder.Path}'" : $"'{folder.Path}' holds no interrupted run; this one starts from the beginning");
        }
        else if (found)
        {
            // Hours of work may lie in it: it is not deleted.
            File.Move(path, path + ".old", overwrite: true);
            display.Warning($"'{folder.Path}' holds a run that was interrupted; this one starts anew. To go on with that one, rename {FileName}.old to {FileName} and give --resume.");
        }

        return new BackupAndRestore(path);
    }
}
