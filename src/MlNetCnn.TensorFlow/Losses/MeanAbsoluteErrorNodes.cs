using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>|p - t|, averaged over the last axis. Where p = t the gradient is 0: the sign of 0.</summary>
[Computes(typeof(MeanAbsoluteError))]
internal sealed class MeanAbsoluteErrorNodes : ElementLossNodes<MeanAbsoluteError>
{
    protected override GraphTensor Values(GraphBuilder graph, MeanAbsoluteError loss, GraphTensor p, GraphTensor t) => graph.Abs(graph.Sub(p, t));
}
