namespace MlNetCnn.Explain;

/// <summary>
/// Grad-CAM (Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization", equations 1 and 2):
/// <c>w_k = mean over positions of dS/dA_k</c>, <c>map = relu(sum over k of w_k A_k)</c>. The Keras book takes the mean over channels in place of the sum: the same map after
/// <see cref="Heatmap.Normalize"/>.
/// </summary>
public sealed record GradCam : GradientCam
{
    /// <inheritdoc/>
    public override string Name => "grad-cam";

    private protected override void Combine(FeatureMaps activations, FeatureMaps gradients, Span<double> map)
    {
        var weights = new double[activations.Channels];
        for (var p = 0; p < map.Length; p++)
            for (var k = 0; k < weights.Length; k++) weights[k] += gradients[p, k];
        foreach (ref var weight in weights.AsSpan()) weight /= map.Length;
        ChannelSum.Add(activations, weights, map);
        ChannelSum.Relu(map);
    }
}
