using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Adamax: ResourceApplyAdaMax, m += (g - m)(1 - beta1), u = max(beta2 u, |g|), w -= lr m / (u + epsilon). The bias correction is in the rate, and beta1's power given as 0.
/// </summary>
[Updates(typeof(Adamax))]
internal sealed class AdamaxNodes : OptimizerNodes<Adamax>
{
    protected override void Write(UpdateSite site, Adamax optimizer)
    {
        var rate = site.Scalar(
            "corrected_rate", (rate, number) => rate / (1 - Math.Pow(optimizer.Beta1, number)), alone => site.Graph.RealDiv(alone.Rate, alone.Rest(optimizer.Beta1)));
        site.Write(site.Graph.ResourceApplyAdaMax(
            site.Weight, site.Handle("momentum"), site.Handle("norm"), site.Constant(0), rate, site.Constant(optimizer.Beta1), site.Constant(optimizer.Beta2), site.Constant(optimizer.Epsilon), site.Gradient));
    }
}
