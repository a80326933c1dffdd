using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>(p - t)^2, averaged over the last axis.</summary>
[Computes(typeof(MeanSquaredError))]
internal sealed class MeanSquaredErrorNodes : ElementLossNodes<MeanSquaredError>
{
    protected override GraphTensor Values(GraphBuilder graph, MeanSquaredError loss, GraphTensor p, GraphTensor t) => graph.Square(graph.Sub(p, t));
}
