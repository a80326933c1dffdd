using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>max(1 - t p, 0)^2, averaged over the last axis.</summary>
[Computes(typeof(SquaredHinge))]
internal sealed class SquaredHingeNodes : ElementLossNodes<SquaredHinge>
{
    protected override GraphTensor Values(GraphBuilder graph, SquaredHinge loss, GraphTensor p, GraphTensor t) => graph.Square(graph.Relu(graph.Complement(graph.Mul(graph.Signs(t), p))));
}
