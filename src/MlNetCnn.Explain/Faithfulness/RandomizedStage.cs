using System.Globalization;

namespace MlNetCnn.Explain;

/// <summary>A stage of <see cref="ModelRandomization"/>.</summary>
/// <param name="Layer">The layer drawn anew last; <c>all layers</c> where all are drawn at once.</param>
/// <param name="LayersDrawn">How many layers are random now.</param>
/// <param name="RankCorrelations">Spearman's rank correlation of each picture's map with that of the trained model.</param>
/// <param name="Similarities">Structural similarity of each picture's map to that of the trained model.</param>
public sealed record RandomizedStage(string Layer, int LayersDrawn, IReadOnlyList<double> RankCorrelations, IReadOnlyList<double> Similarities)
{
    /// <summary>Mean rank correlation; near 0 where the maps depend on what was learned.</summary>
    public double RankCorrelation => RankCorrelations.Average();

    /// <summary>Mean structural similarity.</summary>
    public double Similarity => Similarities.Average();

    /// <summary>The means, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Layer}: rank correlation {RankCorrelation:F3}, structural similarity {Similarity:F3} ({LayersDrawn} layers drawn anew, {RankCorrelations.Count} pictures)");
}
