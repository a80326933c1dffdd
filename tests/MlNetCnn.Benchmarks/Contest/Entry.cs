namespace MlNetCnn.Benchmarks.Contest;

/// <summary>What one contestant reached on a workload with a number of threads.</summary>
internal sealed record Entry
{
    /// <summary>Name of its column.</summary>
    public required string Name { get; init; }

    /// <summary>Name, version and variant of what ran, of the fastest variant.</summary>
    public string? Engine { get; init; }

    /// <summary>Median over the processes of their medians, ms per run.</summary>
    public double? Ms { get; init; }

    /// <summary>Each process's median.</summary>
    public double[] Rounds { get; init; } = [];

    /// <summary>Median over the processes of the ms of what was timed in turns with the runs.</summary>
    public double? BesideMs { get; init; }

    /// <summary>Median over the processes of the processor time of a run, all threads' together, ms.</summary>
    public double? ProcessorMs { get; init; }

    /// <summary>Ms per picture.</summary>
    public double? MsPerImage { get; init; }

    /// <summary>10^9 operations per second.</summary>
    public double? Gflops { get; init; }

    /// <summary>Median over the processes of the most memory each held, in 2^20 bytes.</summary>
    public double? PeakMemoryMb { get; init; }

    /// <summary>The slower variants' medians, by name.</summary>
    public IReadOnlyDictionary<string, double>? Slower { get; init; }

    /// <summary>Why there is no time.</summary>
    public string? Error { get; init; }
}
