using MlNetCnn.Explain;

namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>A map as it is shown.</summary>
internal static class ShownMap
{
    /// <summary>The map; where every pixel has its own value, their magnitudes with the largest hundredth cut off: a few would leave all others dark.</summary>
    public static Heatmap Of(Explanation explanation) => IsOfPixels(explanation) ? explanation.Map.NormalizeMagnitude() : explanation.Map;

    /// <summary>What the map is, in words.</summary>
    public static string Caption(Explanation explanation) =>
        FormattableString.Invariant($"map, {explanation.Map.Height} x {explanation.Map.Width}{(IsOfPixels(explanation) ? ", magnitudes" : "")}");

    private static bool IsOfPixels(Explanation explanation) => explanation.Attributions is not null;
}
