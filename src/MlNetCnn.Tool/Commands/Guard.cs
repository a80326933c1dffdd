using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Commands;

/// <summary>Turns what a command throws into one message and an exit code.</summary>
internal static class Guard
{
    public static int Run(Surroundings surroundings, bool verbose, Action command)
    {
        try
        {
            command();
            // What a cancelled run has so far is written and said; a script that called it is not to go on as after a whole one.
            return surroundings.Cancellation.IsCancellationRequested ? CommandLine.Cancelled : CommandLine.Success;
        }
        catch (OperationCanceledException) when (surroundings.Cancellation.IsCancellationRequested)
        {
            surroundings.Error.WriteLine("Cancelled; no results were written.");
            return CommandLine.Cancelled;
        }
#pragma warning disable CA1031 // The end of the program: whatever is thrown ends in a message.
        catch (Exception e)
#pragma warning restore CA1031
        {
            surroundings.Error.WriteLine($"error: {e.Message}{(e is ImageFormatException ? " --bad-photos=skip leaves such pictures out." : "")}");
            if (verbose) surroundings.Error.WriteLine(e);
            if (IsForTheUser(e)) return CommandLine.UserError;
            if (!verbose) surroundings.Error.WriteLine($"({e.GetType().Name}; --verbose shows where)");
            return CommandLine.Failure;
        }
    }

    // What the files, folders and options that the user gave bring about.
    private static bool IsForTheUser(Exception e) =>
        e is UserErrorException or ModelFormatException or ImageFormatException or CheckpointException or TrainingDivergedException or IOException or UnauthorizedAccessException;
}
