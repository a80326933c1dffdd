using MlNetCnn.Compute.Losses;
using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>-log p_t for a class index t per row. p is divided by its row's sum, then clipped; of logits it is SparseSoftmaxCrossEntropyWithLogits.</summary>
[Computes(typeof(SparseCategoricalCrossentropy))]
internal sealed class SparseCategoricalCrossentropyNodes : LossNodes<SparseCategoricalCrossentropy>
{
    public override Shape TargetShape(Shape output) => [.. output.SkipLast(1)];

    protected override GraphTensor Rows(GraphBuilder graph, SparseCategoricalCrossentropy loss, GraphTensor predictions, GraphTensor targets)
    {
        var (rank, classes) = (predictions.Shape.Rank, predictions.Shape[^1]);
        var indices = graph.Cast(targets, DataType.Int32);
        if (!loss.FromLogits)
        {
            var logs = graph.Log(graph.Clip(graph.Shares(predictions), Epsilon, 1 - Epsilon));
            return graph.Neg(graph.Sum(graph.Mul(graph.OneHot(indices, classes), logs), [-1]));
        }

        if (rank == 2) return graph.SparseSoftmaxCrossEntropyWithLogits(predictions, indices).Outputs[0];
        var rows = graph.SparseSoftmaxCrossEntropyWithLogits(graph.Reshape(predictions, [-1, classes]), graph.Reshape(indices, [-1])).Outputs[0];
        return graph.Reshape(rows, [-1, .. predictions.Shape.Dimensions.Skip(1).Take(rank - 2)]);
    }
}
