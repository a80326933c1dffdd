using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Variables;

/// <summary>Where a graph's weights come from: constants of a frozen graph, or variables.</summary>
internal interface IWeightNodes
{
    /// <summary>A weight's values, in Keras's layout; always the same tensor for the same weight.</summary>
    GraphTensor Read(Weight weight);
}
