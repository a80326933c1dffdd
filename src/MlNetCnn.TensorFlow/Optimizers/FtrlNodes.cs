using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Follow the regularized leader: ResourceApplyFtrlV2, n' = n + g^2, z += g + 2 shrinkage w - (n'^p - n^p) / lr w, w = (clip(z, -l1, l1) - z) / (n'^p / lr + 2 l2) with p the negated power.
/// The paper's beta goes in with l2, as in Keras: l2 + beta / (2 lr).
/// </summary>
[Updates(typeof(Ftrl))]
internal sealed class FtrlNodes : OptimizerNodes<Ftrl>
{
    protected override void Write(UpdateSite site, Ftrl optimizer)
    {
        var graph = site.Graph;
        var l2 = optimizer.Beta == 0
            ? site.Constant(optimizer.L2)
            : site.Scalar("l2", (rate, _) => optimizer.L2 + optimizer.Beta / (2 * rate), alone => graph.AddV2(site.Constant(optimizer.L2), graph.RealDiv(site.Constant(optimizer.Beta / 2), alone.Rate)));
        site.Write(graph.ResourceApplyFtrlV2(
            site.Weight, site.Handle("accumulator"), site.Handle("linear"), site.Gradient, site.Rate, site.Constant(optimizer.L1), l2, site.Constant(optimizer.L2Shrinkage), site.Constant(optimizer.LearningRatePower)));
    }
}
