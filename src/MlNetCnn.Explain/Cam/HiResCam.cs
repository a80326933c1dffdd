namespace MlNetCnn.Explain;

/// <summary>
/// HiResCAM (Draelos and Carin 2020, "Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks"):
/// <c>map = sum over k of dS/dA_k A_k</c>, position by position. Signed, as in the paper; <see cref="Heatmap.Normalize"/> and overlays show what is positive. Where the layer is followed by
/// one dense layer, the map of the logit sums to the logit less the bias.
/// </summary>
public sealed record HiResCam : GradientCam
{
    /// <inheritdoc/>
    public override string Name => "hires-cam";

    private protected override void Combine(FeatureMaps activations, FeatureMaps gradients, Span<double> map)
    {
        for (var p = 0; p < map.Length; p++)
            for (var k = 0; k < activations.Channels; k++) map[p] += gradients[p, k] * activations[p, k];
    }
}
