using System.Globalization;

namespace MlNetCnn.Explain;

/// <summary>What a <see cref="PointingGame"/> comes to.</summary>
/// <param name="Points">What each picture's map points at.</param>
public sealed record PointingGameResult(IReadOnlyList<PointedAt> Points)
{
    /// <summary>Number of pictures whose map points at the object.</summary>
    public int Hits => Points.Count(p => p.IsHit);

    /// <summary>Share of hits, 0 to 1.</summary>
    public double Accuracy => (double)Hits / Points.Count;

    /// <summary>Share of hits of a game that points anywhere: the mean share of a picture's pixels that are a hit.</summary>
    public double Chance => Points.Average(p => p.Chance);

    /// <summary>Mean share of a map's positive values that lies in the box: the energy-based pointing game's proportion.</summary>
    public double Energy => Points.Average(p => p.Energy);

    /// <summary>The shares, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Hits} hits of {Points.Count} ({100 * Accuracy:F1} %; chance {100 * Chance:F1} %), energy in the box {100 * Energy:F1} %");
}
