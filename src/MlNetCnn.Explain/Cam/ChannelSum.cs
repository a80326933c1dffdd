namespace MlNetCnn.Explain;

/// <summary>What many class activation maps end with.</summary>
internal static class ChannelSum
{
    /// <summary>Adds channels, each with a weight: the sum over k of w_k A_k.</summary>
    /// <param name="activations">A.</param>
    /// <param name="weights">w, one per channel.</param>
    /// <param name="map">Is added to.</param>
    public static void Add(FeatureMaps activations, ReadOnlySpan<double> weights, Span<double> map)
    {
        for (var p = 0; p < map.Length; p++)
            for (var k = 0; k < weights.Length; k++) map[p] += weights[k] * activations[p, k];
    }

    /// <summary>Cuts what is negative: ReLU.</summary>
    public static void Relu(Span<double> map)
    {
        foreach (ref var value in map) value = Math.Max(0, value);
    }
}
