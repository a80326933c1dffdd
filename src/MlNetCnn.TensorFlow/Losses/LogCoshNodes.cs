using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>log(cosh(p - t)), averaged over the last axis: with e = |p - t|, e + log(1 + exp(-2 e)) - log 2, which does not overflow.</summary>
[Computes(typeof(LogCosh))]
internal sealed class LogCoshNodes : ElementLossNodes<LogCosh>
{
    protected override GraphTensor Values(GraphBuilder graph, LogCosh loss, GraphTensor p, GraphTensor t)
    {
        var size = graph.Abs(graph.Sub(p, t));
        return graph.Sub(graph.AddV2(size, graph.Softplus(graph.Mul(graph.Constant(-2f), size))), graph.Constant((float)Math.Log(2)));
    }
}
