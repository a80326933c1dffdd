using MlNetCnn.Compute;

namespace MlNetCnn.Explain;

/// <summary>Why the network gave one picture its score: what an <see cref="ExplanationMethod"/> makes.</summary>
public sealed record Explanation
{
    /// <summary>The method's name, e.g. <c>grad-cam</c>.</summary>
    public required string Method { get; init; }

    /// <summary>
    /// The map, of the layer's size for class activation maps, of the picture's for all others. Its values are the method's own, not brought into a range: see
    /// <see cref="Heatmap.Normalize"/>.
    /// </summary>
    public required Heatmap Map { get; init; }

    /// <summary>The class explained; null for another scalar of the output.</summary>
    public required int? Class { get; init; }

    /// <summary>The score explained, as <see cref="ScoreKind"/> says.</summary>
    public required float Score { get; init; }

    /// <summary>Probability or logit.</summary>
    public required ScoreKind ScoreKind { get; init; }

    /// <summary>The layer looked at; null for methods that look at the picture alone.</summary>
    public string? Layer { get; init; }

    /// <summary>What the method found for every value of the picture, signed: a batch of one of the picture's shape; null for methods that know positions alone.</summary>
    public Tensor? Attributions { get; init; }

    /// <summary>Whether the attributions add up to what they should; null for methods that promise no sum.</summary>
    public Completeness? Completeness { get; init; }
}
