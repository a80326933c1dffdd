using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Penalties;

/// <summary>factor sum x^2.</summary>
[Penalizes(typeof(L2))]
internal sealed class L2Penalty(L2 regularizer) : ElementwisePenalty(0, regularizer.Factor);
