using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// RMSprop. With momentum it is ResourceApplyRMSProp, and centered ResourceApplyCenteredRMSProp: v += (g^2 - v)(1 - rho), b = mu b + lr g / sqrt(v + epsilon), w -= b, with v less the
/// squared mean gradient where centered. Both keep b; without momentum, where there is none to keep, the rule is single operations.
/// </summary>
[Updates(typeof(RmsProp))]
internal sealed class RmsPropNodes : OptimizerNodes<RmsProp>
{
    protected override void Write(UpdateSite site, RmsProp optimizer)
    {
        var (graph, g) = (site.Graph, site.Gradient);
        if (optimizer.Momentum != 0)
        {
            GraphTensor rho = site.Constant(optimizer.Rho), mu = site.Constant(optimizer.Momentum), epsilon = site.Constant(optimizer.Epsilon);
            site.Write(optimizer.Centered
                ? graph.ResourceApplyCenteredRMSProp(site.Weight, site.Handle("average_gradient"), site.Handle("velocity"), site.Handle("momentum"), site.Rate, rho, mu, epsilon, g)
                : graph.ResourceApplyRMSProp(site.Weight, site.Handle("velocity"), site.Handle("momentum"), site.Rate, rho, mu, epsilon, g));
            return;
        }

        var v = site.Decayed("velocity", optimizer.Rho, graph.Square(g));
        if (optimizer.Centered) v = graph.Sub(v, graph.Square(site.Decayed("average_gradient", optimizer.Rho, g)));
        site.Subtract(graph.RealDiv(graph.Mul(site.Rate, g), graph.Sqrt(graph.AddV2(v, site.Constant(optimizer.Epsilon)))));
    }
}
