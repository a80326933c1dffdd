using MlNetCnn.Tool.Models;

namespace MlNetCnn.Tool.Experiments.FilterPatterns;

/// <summary>What <c>filter-patterns</c> was asked for; all paths are full.</summary>
internal sealed record FilterPatternsSettings
{
    /// <summary>The target's name.</summary>
    public string Experiment => "FilterPatterns";

    public required ModelChoice Model { get; init; }

    /// <summary>Names parted by commas; null for the convolution in the middle of the network.</summary>
    public string? Layers { get; init; }

    /// <summary>The first so many filters of each layer.</summary>
    public int Filters { get; init; } = 64;

    /// <summary>Height and width of a pattern in pixels.</summary>
    public int Size { get; init; } = 64;

    /// <summary>Steps of gradient ascent; null for the recipe's.</summary>
    public int? Steps { get; init; }

    /// <summary>Whether patterns are kept smooth, rather than as the book has them.</summary>
    public bool Regularised { get; init; }

    public required string Output { get; init; }

    public int Seed { get; init; } = 42;

    public int Threads { get; init; }

    public string Engine { get; init; } = "managed";
}
