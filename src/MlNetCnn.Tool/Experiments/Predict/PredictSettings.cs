using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>What <c>predict</c> was asked for; all paths are full.</summary>
internal sealed record PredictSettings
{
    public required string Model { get; init; }
    public required string Input { get; init; }
    public required string Output { get; init; }
    public required string Engine { get; init; }
    public int Top { get; init; } = 3;
    public string? Application { get; init; }
    public string? Classes { get; init; }
    public PixelMode? Preprocessing { get; init; }
    public int? Size { get; init; }
    public int BatchSize { get; init; } = 32;
    public int Threads { get; init; }
    public BadPhotos BadPhotos { get; init; }
}
