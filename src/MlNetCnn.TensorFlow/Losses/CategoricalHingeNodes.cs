using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>
/// max(max((1 - t) p) - sum(t p) + 1, 0) over the last axis. Rivals that are equal share the gradient, as in TensorFlow; the managed engine gives it to the first.
/// </summary>
[Computes(typeof(CategoricalHinge))]
internal sealed class CategoricalHingeNodes : LossNodes<CategoricalHinge>
{
    protected override GraphTensor Rows(GraphBuilder graph, CategoricalHinge loss, GraphTensor predictions, GraphTensor targets)
    {
        var right = graph.Sum(graph.Mul(targets, predictions), [-1]);
        var wrong = graph.Max(graph.Mul(graph.Complement(targets), predictions), [-1]);
        return graph.Relu(graph.AddV2(graph.Sub(wrong, right), graph.Constant(1f)));
    }
}
