using System.CommandLine;
using System.CommandLine.Help;

namespace MlNetCnn.Conformance.Commands;

/// <summary>The program: one command per engine or runtime, found in files of their own.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <returns>0 when all cases that could run agree; 2 for wrong options; 1 otherwise.</returns>
    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var root = new Command("MlNetCnn.Conformance", "Runs one set of models over engines and runtimes, and compares.")
        {
            ListCommand.Create(output), EnginesCommand.Create(output, cancellation), FilesCommand.Create(output), OnnxCommand.Create(output, cancellation), TensorFlowJsCommand.Create(output, cancellation),
        };
        root.Add(new HelpOption());
        var parsed = root.Parse([.. args]);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var e in parsed.Errors) error.WriteLine(e.Message);
            error.WriteLine($"`{root.Name}{(parsed.CommandResult.Command == root ? "" : $" {parsed.CommandResult.Command.Name}")} --help` lists what there is.");
            return 2;
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }
        catch (ArgumentException e)
        {
            error.WriteLine($"error: {e.Message}");
            return 2;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            error.WriteLine($"error: {e.Message}");
            return 1;
        }
    }
}
