using MlNetCnn.Benchmarks.Workloads;

namespace MlNetCnn.Benchmarks.Contest;

/// <summary>A row of the table: one workload with one number of threads.</summary>
internal sealed record Row
{
    public required string Workload { get; init; }

    public required int Threads { get; init; }

    public required int Images { get; init; }

    /// <summary>10^9 operations per run.</summary>
    public double Gflop { get; init; }

    public required Entry Ours { get; init; }

    public required IReadOnlyList<Entry> Peers { get; init; }

    /// <summary>The fastest peer; null where none ran.</summary>
    public string? BestPeer { get; init; }

    /// <summary>The best peer's time by ours: above 1 where we are faster.</summary>
    public double? Ratio { get; init; }

    /// <summary>10^9 operations per second that multiply-adds in registers reach with as many threads.</summary>
    public double? FmaPeakGflops { get; init; }

    /// <summary>Our operations (as a direct computation counts them) by that peak: may be above 1.</summary>
    public double? ShareOfPeak { get; init; }

    /// <summary>The ratio that is wanted at two threads.</summary>
    public double? BarAtLeast { get; init; }

    /// <summary>The ratio that is hoped for at two threads.</summary>
    public double? BarAim { get; init; }

    /// <summary>What it may cost beside what was timed in turns with it.</summary>
    public Limit? Limit { get; init; }

    /// <summary>Whether <see cref="BarAtLeast"/> is reached; null where there is no bar or no ratio.</summary>
    public bool? Met { get; init; }

    /// <summary>Whether the machine was idle before every process, and no one else used more than a tenth of it during any.</summary>
    public bool Idle { get; init; }

    /// <summary>What a reader must know.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
