using System.Diagnostics;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>Runs a program to its end.</summary>
internal static class ChildProcess
{
    /// <summary>What it said and how it ended.</summary>
    /// <param name="Code">Exit code; -1 when it could not be started.</param>
    /// <param name="Output">Standard output.</param>
    /// <param name="Error">Standard error, or why it could not be started.</param>
    /// <param name="OthersBusy">Share of the machine's processors that others used meanwhile, 0 to 1; null where the system does not tell.</param>
    public sealed record Result(int Code, string Output, string Error, double? OthersBusy)
    {
        /// <summary>The last line that says something, for a message.</summary>
        public string LastWords => (Error + "\n" + Output).Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.Length > 0) ?? $"exit code {Code}";
    }

    /// <summary>Runs; both streams are read to the end.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables set for it.</param>
    /// <param name="folder">Where it runs; null for here.</param>
    /// <param name="cancellation">Ends the program and everything it started.</param>
    public static Result Run(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, CancellationToken cancellation = default)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder ?? "" };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        var before = CpuTimes.Now;
        var used = CpuTimes.OfChildren;
        Process? process;
        try
        {
            process = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return new(-1, "", e.Message, null);
        }

        using (process!)
        using (cancellation.Register(() => process!.Kill(entireProcessTree: true)))
        {
            var output = process!.StandardOutput.ReadToEndAsync(CancellationToken.None);
            var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return new(process.ExitCode, output.Result, error.Result, Others(before, used));
        }
    }

    // What was busy, less what this child used: someone else's.
    private static double? Others(CpuTimes? before, long used)
    {
        if (before is not { } b || CpuTimes.Now is not { } after || after.Total == b.Total) return null;
        var own = (CpuTimes.OfChildren - used) / (double)(after.Total - b.Total);
        return Math.Round(Math.Clamp(CpuTimes.Busy(b, after) - own, 0, 1), 3);
    }
}
