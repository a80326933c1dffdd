using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>Adam with decoupled weight decay, which all optimizers have: <see cref="AdamRule"/>.</summary>
[Updates(typeof(AdamW))]
internal sealed class AdamWNodes : OptimizerNodes<AdamW>
{
    protected override void Write(UpdateSite site, AdamW optimizer) => AdamRule.Write(site, optimizer.Beta1, optimizer.Beta2, optimizer.Epsilon, optimizer.AmsGrad);
}
