using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>How to train a classifier on a network's features; all paths are full. The defaults are those of section 5.3.1 of the Keras book.</summary>
internal sealed record TransferSettings
{
    public required string Output { get; init; }
    public string? Cache { get; init; }
    public int Epochs { get; init; } = 30;
    public int BatchSize { get; init; } = 20;
    public IReadOnlyList<int> HiddenUnits { get; init; } = [256];
    public double Dropout { get; init; } = 0.5;
    public double LearningRate { get; init; } = 2e-5;
    public int Seed { get; init; } = 42;
    public int Threads { get; init; }
    public string Engine { get; init; } = "managed";
    public bool Smoke { get; init; }
    public BadPhotos BadPhotos { get; init; }

    /// <summary>What follows when the classifier is trained; null for nothing.</summary>
    public FineTuneSettings? FineTuning { get; init; }

    /// <summary>Whether one picture is explained at the end.</summary>
    public bool Explain { get; init; }
}
