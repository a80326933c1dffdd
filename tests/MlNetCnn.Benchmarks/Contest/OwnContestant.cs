using System.Globalization;
using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>This engine: this program once more, with the command <c>run</c>.</summary>
internal sealed class OwnContestant : IContestant
{
    /// <inheritdoc/>
    public string Name => OwnRun.Engine;

    /// <inheritdoc/>
    public IReadOnlyList<string> Variants(Workload workload) => [""];

    /// <inheritdoc/>
    public (Measurement Measurement, double? OthersBusy) Run(Workload workload, string variant, int threads, double seconds, CancellationToken cancellation)
    {
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("The system does not tell which program this is.");
        // Under `dotnet exec` the program is dotnet, and the assembly its first argument.
        string[] self = Path.GetFileNameWithoutExtension(program) == "dotnet" ? ["exec", Path.Combine(AppContext.BaseDirectory, "MlNetCnn.Benchmarks.dll")] : [];
        return Answer.Of(
            ChildProcess.Run(
                program,
                [.. self, "run", $"--workload={workload.Name}", string.Create(CultureInfo.InvariantCulture, $"--threads={threads}"), string.Create(CultureInfo.InvariantCulture, $"--seconds={seconds}")],
                cancellation: cancellation),
            workload,
            Name,
            threads);
    }
}
