using System.Globalization;

namespace MlNetCnn.Explain;

/// <summary>What <see cref="MaskedConfidence"/> finds.</summary>
/// <param name="Before">Score Y of each whole picture.</param>
/// <param name="After">Score O of each picture's explanation map, for the same class.</param>
public sealed record ConfidenceChange(IReadOnlyList<float> Before, IReadOnlyList<float> After)
{
    /// <summary>
    /// Average drop in percent, 0 to 100, less is better: the mean of <c>max(0, Y - O) / Y * 100</c> (Chattopadhay 2018). A picture whose score is 0 has nothing to drop and counts as 0.
    /// </summary>
    public double AverageDrop => Before.Zip(After, (y, o) => y > 0 ? Math.Max(0.0, (double)y - o) / y : 0).Average() * 100;

    /// <summary>Increase in confidence in percent, 0 to 100, more is better: the share of pictures with <c>O &gt; Y</c>, times 100 (Chattopadhay 2018).</summary>
    public double IncreaseInConfidence => Before.Zip(After, (y, o) => o > y ? 1.0 : 0).Average() * 100;

    /// <summary>Both, in words.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"average drop {AverageDrop:F1} %, increase in confidence {IncreaseInConfidence:F1} % of {Before.Count} pictures");
}
