using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>max(max((1 - t) p) - sum(t p) + 1, 0) over the last axis. At the kinks the gradient is that of the first of the largest, as ArgMax finds it, or 0.</summary>
[Computes(typeof(CategoricalHinge))]
internal sealed class CategoricalHingeNodes : LossNodes<CategoricalHinge>
{
    protected override GraphTensor Rows(GraphBuilder graph, CategoricalHinge loss, GraphTensor predictions, GraphTensor targets)
    {
        var right = graph.Sum(graph.Mul(targets, predictions), [-1]);
        var others = graph.Mul(graph.Complement(targets), predictions);
        var wrong = graph.Sum(graph.Mul(others, graph.OneHot(graph.ArgMax(others, -1), predictions.Shape[^1])), [-1]);
        return graph.Relu(graph.AddV2(graph.Sub(wrong, right), graph.Constant(1f)));
    }
}
