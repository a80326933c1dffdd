using MlNetCnn.Benchmarks.Measuring;
using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>Something that runs workloads, each time in a process of its own.</summary>
internal interface IContestant
{
    /// <summary>Name of its column.</summary>
    string Name { get; }

    /// <summary>The ways it can run a workload; the fastest counts. Empty where it does not run it.</summary>
    IReadOnlyList<string> Variants(Workload workload);

    /// <summary>Runs once, to the process's end.</summary>
    /// <returns>What it found, and the share of the processors that others used meanwhile.</returns>
    (Measurement Measurement, double? OthersBusy) Run(Workload workload, string variant, int threads, double seconds, CancellationToken cancellation);
}
