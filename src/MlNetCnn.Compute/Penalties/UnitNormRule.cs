using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;

namespace MlNetCnn.Compute.Penalties;

/// <summary>Norms become 1.</summary>
[Enforces(typeof(UnitNorm))]
internal sealed class UnitNormRule(UnitNorm constraint, Weight weight) : NormRule(constraint, weight)
{
    protected override double Desired(double norm) => 1;
}
