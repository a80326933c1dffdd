using MlNetCnn.Keras.Regularizers;
using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>l1 sum |x| + l2 sum x^2.</summary>
[Penalizes(typeof(L1L2))]
internal sealed class L1L2Nodes : PenaltyNodes
{
    protected override GraphTensor Value(GraphBuilder graph, Regularizer regularizer, GraphTensor x) => Elementwise(graph, x, ((L1L2)regularizer).L1, ((L1L2)regularizer).L2);
}
