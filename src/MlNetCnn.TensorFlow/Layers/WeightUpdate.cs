using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Layers;

/// <summary>What a training step leaves in a weight that no optimizer trains.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Value">Its new values.</param>
internal sealed record WeightUpdate(Weight Weight, GraphTensor Value);
