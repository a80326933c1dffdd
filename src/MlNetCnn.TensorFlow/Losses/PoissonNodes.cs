using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>p - t log(p + 1e-7), averaged over the last axis.</summary>
[Computes(typeof(Poisson))]
internal sealed class PoissonNodes : ElementLossNodes<Poisson>
{
    protected override GraphTensor Values(GraphBuilder graph, Poisson loss, GraphTensor p, GraphTensor t) => graph.Sub(p, graph.Mul(t, graph.Log(graph.AddV2(p, graph.Constant(Epsilon)))));
}
