using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>sum t log(t / p) over the last axis, both clipped to [1e-7, 1].</summary>
[Computes(typeof(KLDivergence))]
internal sealed class KLDivergenceNodes : LossNodes<KLDivergence>
{
    protected override GraphTensor Rows(GraphBuilder graph, KLDivergence loss, GraphTensor predictions, GraphTensor targets)
    {
        GraphTensor p = graph.Clip(predictions, Epsilon, 1), t = graph.Clip(targets, Epsilon, 1);
        return graph.Sum(graph.Mul(t, graph.Log(graph.RealDiv(t, p))), [-1]);
    }
}
