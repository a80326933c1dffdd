using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Penalties;

/// <summary>factor sum |x|.</summary>
[Penalizes(typeof(L1))]
internal sealed class L1Penalty(L1 regularizer) : ElementwisePenalty(regularizer.Factor, 0);
