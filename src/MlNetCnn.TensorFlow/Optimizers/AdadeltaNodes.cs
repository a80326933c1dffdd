using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>
/// Adadelta: ResourceApplyAdadelta, a = rho a + (1 - rho) g^2, d = sqrt(b + epsilon) / sqrt(a + epsilon) g, b = rho b + (1 - rho) d^2, w -= lr d.
/// </summary>
[Updates(typeof(Adadelta))]
internal sealed class AdadeltaNodes : OptimizerNodes<Adadelta>
{
    protected override void Write(UpdateSite site, Adadelta optimizer) =>
        site.Write(site.Graph.ResourceApplyAdadelta(
            site.Weight, site.Handle("accumulated_grad"), site.Handle("accumulated_delta_var"), site.Rate, site.Constant(optimizer.Rho), site.Constant(optimizer.Epsilon), site.Gradient));
}
