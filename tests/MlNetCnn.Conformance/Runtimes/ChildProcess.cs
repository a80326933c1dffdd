using System.Diagnostics;

namespace MlNetCnn.Conformance.Runtimes;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    /// <summary>What it said and how it ended.</summary>
    /// <param name="Code">Exit code; -1 when it could not be started.</param>
    /// <param name="Output">Standard output.</param>
    /// <param name="Error">Standard error, or why it could not be started.</param>
    public sealed record Result(int Code, string Output, string Error)
    {
        /// <summary>The last line that says something, for a message.</summary>
        public string LastWords => (Error + "\n" + Output).Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0) ?? $"exit code {Code}";
    }

    /// <summary>Runs; both streams are read to the end.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends the program and everything it started.</param>
    public static Result Run(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new(-1, "", e.Message);
        }

        using (process!)
        using (cancellation.Register(() => process!.Kill(entireProcessTree: true)))
        {
            var output = process!.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return new(process.ExitCode, output.Result, error.Result);
        }
    }
}
