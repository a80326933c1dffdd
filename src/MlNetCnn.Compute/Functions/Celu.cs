namespace MlNetCnn.Compute.Functions;

/// <summary>max(x, 0) + min(0, alpha (exp(x / alpha) - 1)) with alpha 1 (Barron, 2017): the same function as elu there.</summary>
[ActivationName("celu")]
internal sealed class Celu() : VectorActivation<Elu.Function>(new(1));
