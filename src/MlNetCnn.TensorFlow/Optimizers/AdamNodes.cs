using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>Adam: <see cref="AdamRule"/>.</summary>
[Updates(typeof(Adam))]
internal sealed class AdamNodes : OptimizerNodes<Adam>
{
    protected override void Write(UpdateSite site, Adam optimizer) => AdamRule.Write(site, optimizer.Beta1, optimizer.Beta2, optimizer.Epsilon, optimizer.AmsGrad);
}
