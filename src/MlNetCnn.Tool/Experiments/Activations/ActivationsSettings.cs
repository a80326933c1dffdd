using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.Activations;

/// <summary>What <c>activations</c> was asked for; all paths are full.</summary>
internal sealed record ActivationsSettings
{
    /// <summary>Layers shown when none are named.</summary>
    public const int MostLayers = 12;

    /// <summary>The target's name.</summary>
    public string Experiment => "Activations";

    public required ModelChoice Model { get; init; }

    public required string Image { get; init; }

    /// <summary>Names parted by commas; null for the network's own.</summary>
    public string? Layers { get; init; }

    /// <summary>The channel shown large; null for none.</summary>
    public int? Channel { get; init; }

    public required string Output { get; init; }

    public int Threads { get; init; }

    public string Engine { get; init; } = "managed";
}
