namespace MlNetCnn.Explain;

/// <summary>
/// LayerCAM (Jiang et al. 2021, "LayerCAM: Exploring Hierarchical Class Activation Maps for Localization"):
/// <c>map = relu(sum over k of relu(dS/dA_k) A_k)</c>, position by position; of use at early layers too.
/// </summary>
public sealed record LayerCam : GradientCam
{
    /// <inheritdoc/>
    public override string Name => "layer-cam";

    private protected override void Combine(FeatureMaps activations, FeatureMaps gradients, Span<double> map)
    {
        for (var p = 0; p < map.Length; p++)
            for (var k = 0; k < activations.Channels; k++) map[p] += Math.Max(0, gradients[p, k]) * activations[p, k];
        ChannelSum.Relu(map);
    }
}
