using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>factor sum |x|.</summary>
[Penalizes(typeof(L1))]
internal sealed class L1Nodes : PenaltyNodes
{
    protected override GraphTensor Value(GraphBuilder graph, Regularizer regularizer, GraphTensor x) => Elementwise(graph, x, ((L1)regularizer).Factor, 0);
}
