using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>factor sum x^2.</summary>
[Penalizes(typeof(L2))]
internal sealed class L2Nodes : PenaltyNodes
{
    protected override GraphTensor Value(GraphBuilder graph, Regularizer regularizer, GraphTensor x) => Elementwise(graph, x, 0, ((L2)regularizer).Factor);
}
