using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;

namespace MlNetCnn.Compute.Penalties;

/// <summary>Norms stay at most the largest.</summary>
[Enforces(typeof(MaxNorm))]
internal sealed class MaxNormRule(MaxNorm constraint, Weight weight) : NormRule(constraint, weight)
{
    protected override double Desired(double norm) => Math.Min(norm, constraint.MaxValue);
}
