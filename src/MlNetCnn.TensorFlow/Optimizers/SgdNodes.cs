using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Gradient descent: ResourceApplyGradientDescent, w -= lr g; with momentum ResourceApplyKerasMomentum, m = mu m - lr g, w += m, or with Nesterov's momentum w += mu m - lr g.
/// </summary>
[Updates(typeof(Sgd))]
internal sealed class SgdNodes : OptimizerNodes<Sgd>
{
    protected override void Write(UpdateSite site, Sgd optimizer)
    {
        site.Write(optimizer.Momentum == 0
            ? site.Graph.ResourceApplyGradientDescent(site.Weight, site.Rate, site.Gradient)
            : site.Graph.ResourceApplyKerasMomentum(site.Weight, site.Handle("momentum"), site.Rate, site.Gradient, site.Constant(optimizer.Momentum), useNesterov: optimizer.Nesterov));
    }
}
