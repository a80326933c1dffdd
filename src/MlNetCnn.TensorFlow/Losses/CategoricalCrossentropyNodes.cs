using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>
/// -sum t_i log p_i over the last axis. p is divided by its sum, then clipped. Of logits the logarithms are LogSoftmax's, whose gradient softmax(x) sum(t) - t holds for targets that do
/// not add up to 1 too; SoftmaxCrossEntropyWithLogits takes for granted that they do.
/// </summary>
[Computes(typeof(CategoricalCrossentropy))]
internal sealed class CategoricalCrossentropyNodes : LossNodes<CategoricalCrossentropy>
{
    protected override GraphTensor Rows(GraphBuilder graph, CategoricalCrossentropy loss, GraphTensor predictions, GraphTensor targets)
    {
        var t = graph.Smoothed(targets, loss.LabelSmoothing, predictions.Shape[^1]);
        var logs = loss.FromLogits ? graph.LogSoftmax(predictions) : graph.Log(graph.Clip(graph.Shares(predictions), Epsilon, 1 - Epsilon));
        return graph.Neg(graph.Sum(graph.Mul(t, logs), [-1]));
    }
}
