using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow;
using MlNetCnn.Training;

namespace MlNetCnn.Tool.Commands;

/// <summary>Turns what a command throws into one message and an exit code.</summary>
internal static class Guard
{
    /// <summary>Runs a command that a cancellation ends without any results.</summary>
    public static int Run(Surroundings surroundings, bool verbose, Action command) => Run(surroundings, verbose, () =>
    {
        command();
        return true;
    });

    /// <summary>Runs a command.</summary>
    /// <param name="surroundings">Where it writes.</param>
    /// <param name="verbose">Whether all of an error is shown.</param>
    /// <param name="command">Gives whether it came to its end; false when it was cancelled, and its results are those so far.</param>
    /// <returns>The exit code. A script is not to go on after a cancelled run as after a whole one.</returns>
    public static int Run(Surroundings surroundings, bool verbose, Func<bool> command)
    {
        try
        {
            return command() ? CommandLine.Success : CommandLine.Cancelled;
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
        e is UserErrorException or ModelFormatException or ImageFormatException or CheckpointException or TrainingDivergedException or TensorFlowException or IOException or UnauthorizedAccessException;
}
