using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>How to run a training; all paths are full.</summary>
internal sealed record RunSettings
{
    /// <summary>Folder of the results.</summary>
    public required string Output { get; init; }

    public required int Epochs { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>Steps of an epoch; null for one pass over the data.</summary>
    public int? Steps { get; init; }

    public required double LearningRate { get; init; }

    public int Seed { get; init; } = 42;

    public int Threads { get; init; }

    public string Engine { get; init; } = "managed";

    /// <summary>A run of seconds on little of the data.</summary>
    public bool Smoke { get; init; }

    /// <summary>Whether an interrupted run goes on.</summary>
    public bool Resume { get; init; }

    /// <summary>Whether event files for TensorBoard are written.</summary>
    public bool TensorBoard { get; init; }

    public BadPhotos BadPhotos { get; init; }

    /// <summary>The same with few epochs and steps where it is a smoke run.</summary>
    public RunSettings ForSmoke() => Smoke ? this with { Epochs = Math.Min(Epochs, 2), Steps = Steps is { } steps ? Math.Min(steps, 2) : null } : this;
}
