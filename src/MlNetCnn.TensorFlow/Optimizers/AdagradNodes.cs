using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Adagrad: a += g^2, w -= lr g / sqrt(a + epsilon), in single operations: ResourceApplyAdagradV2 adds epsilon outside of the root.
/// </summary>
[Updates(typeof(Adagrad))]
internal sealed class AdagradNodes : OptimizerNodes<Adagrad>
{
    protected override void Write(UpdateSite site, Adagrad optimizer)
    {
        var graph = site.Graph;
        var a = site.Assign("accumulator", graph.AddV2(site.Old("accumulator"), graph.Square(site.Gradient)));
        site.Subtract(graph.RealDiv(graph.Mul(site.Rate, site.Gradient), graph.Sqrt(graph.AddV2(a, site.Constant(optimizer.Epsilon)))));
    }
}
