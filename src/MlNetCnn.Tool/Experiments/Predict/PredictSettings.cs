using MlNetCnn.Tool.Models;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>What <c>predict</c> was asked for; all paths are full.</summary>
internal sealed record PredictSettings
{
    public required ModelChoice Model { get; init; }
    public required string Input { get; init; }
    public required string Output { get; init; }
    public required string Engine { get; init; }
    public int Top { get; init; } = 3;
    public int BatchSize { get; init; } = 32;
    public int Threads { get; init; }
    public BadPhotos BadPhotos { get; init; }
}
