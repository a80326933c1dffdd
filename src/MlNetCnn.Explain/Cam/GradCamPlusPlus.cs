namespace MlNetCnn.Explain;

/// <summary>
/// Grad-CAM++ (Chattopadhay et al. 2018, "Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional Networks"):
/// <c>a = g^2 / (2 g^2 + S_k g^3)</c> with g = dS/dA and S_k the sum of A_k over positions, <c>w_k = sum over positions of a relu(g)</c>, <c>map = relu(sum over k of w_k A_k)</c>.
/// Where g is 0, a is 0; so it is where the denominator is 0.
/// </summary>
/// <remarks>
/// The paper derives this closed form for a score that is the exponential of the logit, and puts the logit's gradients into it; with <see cref="ScoreKind.Probability"/> the probability's
/// own take their place, as in many programs. Two other forms are about: pytorch-grad-cam adds 1e-6 to the denominator, and tf-keras-vis makes the a of each channel sum to 1 first; normalised
/// maps differ by some hundredths.
/// </remarks>
public sealed record GradCamPlusPlus : GradientCam
{
    /// <inheritdoc/>
    public override string Name => "grad-cam++";

    private protected override void Combine(FeatureMaps activations, FeatureMaps gradients, Span<double> map)
    {
        var sums = new double[activations.Channels];
        for (var p = 0; p < map.Length; p++)
            for (var k = 0; k < sums.Length; k++) sums[k] += activations[p, k];
        var weights = new double[activations.Channels];
        for (var p = 0; p < map.Length; p++)
            for (var k = 0; k < weights.Length; k++) weights[k] += Weight(gradients[p, k], sums[k]);
        ChannelSum.Add(activations, weights, map);
        ChannelSum.Relu(map);
    }

    /// <summary>a relu(g), with g^2 cut out of the fraction: gradients of saturated probabilities are so small that their cube would vanish.</summary>
    private static double Weight(double gradient, double sum)
    {
        var denominator = 2 + sum * gradient;
        return gradient > 0 && denominator != 0 ? gradient / denominator : 0;
    }
}
