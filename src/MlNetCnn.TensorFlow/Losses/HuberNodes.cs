using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>e^2 / 2 up to delta, delta |e| - delta^2 / 2 beyond, averaged over the last axis. Both are q (|e| - q / 2) with q = min(|e|, delta), without a choice.</summary>
[Computes(typeof(Huber))]
internal sealed class HuberNodes : ElementLossNodes<Huber>
{
    protected override GraphTensor Values(GraphBuilder graph, Huber loss, GraphTensor p, GraphTensor t)
    {
        var size = graph.Abs(graph.Sub(p, t));
        var bounded = graph.Minimum(size, graph.Constant((float)loss.Delta));
        return graph.Mul(bounded, graph.Sub(size, graph.Mul(graph.Constant(0.5f), bounded)));
    }
}
