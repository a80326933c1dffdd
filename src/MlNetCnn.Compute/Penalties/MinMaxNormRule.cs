using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;

namespace MlNetCnn.Compute.Penalties;

/// <summary>Norms move into the interval, by the rate's share of the way.</summary>
[Enforces(typeof(MinMaxNorm))]
internal sealed class MinMaxNormRule(MinMaxNorm constraint, Weight weight) : NormRule(constraint, weight)
{
    protected override double Desired(double norm) =>
        constraint.Rate * Math.Clamp(norm, constraint.MinValue, constraint.MaxValue) + (1 - constraint.Rate) * norm;
}
