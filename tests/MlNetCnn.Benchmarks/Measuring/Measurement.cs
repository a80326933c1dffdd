using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>One process's answer: a line of JSON, the same from every engine.</summary>
internal sealed record Measurement
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public required string Workload { get; init; }

    /// <summary>Name and version of what ran.</summary>
    public required string Engine { get; init; }

    public int Threads { get; init; }

    /// <summary>Median of the runs, ms per run.</summary>
    public double? MedianMs { get; init; }

    public double? BestMs { get; init; }

    public int Runs { get; init; }

    /// <summary>Median of what was timed in turns with the runs, ms.</summary>
    public double? BesideMs { get; init; }

    /// <summary>Processor time of a run, all threads' together, ms: what waiting for others' work does not show in.</summary>
    public double? ProcessorMs { get; init; }

    public double? MsPerImage { get; init; }

    /// <summary>10^9 operations of a direct computation per second, at the median.</summary>
    public double? Gflops { get; init; }

    /// <summary>The machine's own: 10^9 operations per second in a loop of multiply-adds, with as many threads.</summary>
    public double? FmaPeakGflops { get; init; }

    /// <summary>The most memory the process ever held (VmHWM), in 2^20 bytes.</summary>
    public double? PeakMemoryMb { get; init; }

    /// <summary>Numbers that every engine must find alike.</summary>
    public double[]? Check { get; init; }

    /// <summary>Why there are no times.</summary>
    public string? Error { get; init; }

    /// <summary>As one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The last line of a process's output that is one; null where there is none.</summary>
    public static Measurement? Find(string output) =>
        output.Split('\n').Select(l => l.Trim()).LastOrDefault(l => l.StartsWith("{\"workload\"", StringComparison.Ordinal) && l.EndsWith('}')) is { } line
            ? JsonSerializer.Deserialize<Measurement>(line, Json)
            : null;
}
