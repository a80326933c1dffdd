using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>Lion: w -= lr sign(beta1 m + (1 - beta1) g), m = beta2 m + (1 - beta2) g, in single operations. The sign of 0 is 0.</summary>
[Updates(typeof(Lion))]
internal sealed class LionNodes : OptimizerNodes<Lion>
{
    protected override void Write(UpdateSite site, Lion optimizer)
    {
        var (graph, g) = (site.Graph, site.Gradient);
        var direction = graph.Sign(graph.AddV2(site.Times(optimizer.Beta1, site.Old("momentum")), site.Times(1 - optimizer.Beta1, g)));
        site.Decayed("momentum", optimizer.Beta2, g);
        site.Subtract(graph.Mul(site.Rate, direction));
    }
}
