using MlNetCnn.Keras;
using MlNetCnn.Keras.Flat;

namespace MlNetCnn.Compute;

/// <summary>What the names of a <see cref="GradientQuery"/> stand for.</summary>
/// <param name="Calls">What the first output needs, in order.</param>
/// <param name="By">Gradients by what: a value or a weight each.</param>
/// <param name="Kept">Values that are wanted beside them.</param>
internal sealed record GradientTargets(IReadOnlyList<LayerCall> Calls, IReadOnlyList<(GraphValue? Value, Weight? Weight)> By, IReadOnlyList<GraphValue> Kept);
