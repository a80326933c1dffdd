namespace MlNetCnn.Explain;

/// <summary>
/// XGrad-CAM (Fu et al. 2020, "Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs"):
/// <c>w_k = sum over positions of (A_k / sum over positions of A_k) dS/dA_k</c>, <c>map = relu(sum over k of w_k A_k)</c>. A channel whose sum is 0 has weight 0 (the authors' program adds 1e-6
/// to the sum).
/// </summary>
public sealed record XGradCam : GradientCam
{
    /// <inheritdoc/>
    public override string Name => "xgrad-cam";

    private protected override void Combine(FeatureMaps activations, FeatureMaps gradients, Span<double> map)
    {
        var sums = new double[activations.Channels];
        var weights = new double[activations.Channels];
        for (var p = 0; p < map.Length; p++)
        {
            for (var k = 0; k < weights.Length; k++)
            {
                sums[k] += activations[p, k];
                weights[k] += activations[p, k] * gradients[p, k];
            }
        }

        for (var k = 0; k < weights.Length; k++) weights[k] = sums[k] == 0 ? 0 : weights[k] / sums[k];
        ChannelSum.Add(activations, weights, map);
        ChannelSum.Relu(map);
    }
}
