using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Penalties;

/// <summary>l1 sum |x| + l2 sum x^2.</summary>
[Penalizes(typeof(L1L2))]
internal sealed class L1L2Penalty(L1L2 regularizer) : ElementwisePenalty(regularizer.L1, regularizer.L2);
