using MlNetCnn.Explain;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>How pictures are to be explained; the paths are full.</summary>
internal sealed record ExplainSettings
{
    /// <summary>The target's name.</summary>
    public required string Experiment { get; init; }

    /// <summary>The methods with their settings.</summary>
    public required IReadOnlyList<ExplanationMethod> Methods { get; init; }

    /// <summary>The class by name or index; null for each picture's best.</summary>
    public string? Class { get; init; }

    /// <summary>How heat maps are coloured and laid over pictures.</summary>
    public required Overlay Overlay { get; init; }

    /// <summary>Folder for the results.</summary>
    public required string Output { get; init; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; init; }

    /// <summary>The engine's name.</summary>
    public string Engine { get; init; } = "managed";
}
