using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>
/// -(t log p + (1 - t) log(1 - p)), averaged over the last axis; p is clipped. Of logits it is t log(1 + exp(-x)) + (1 - t) log(1 + exp(x)), in which nothing is subtracted that is
/// nearly equal.
/// </summary>
[Computes(typeof(BinaryCrossentropy))]
internal sealed class BinaryCrossentropyNodes : ElementLossNodes<BinaryCrossentropy>
{
    protected override GraphTensor Values(GraphBuilder graph, BinaryCrossentropy loss, GraphTensor p, GraphTensor t)
    {
        t = graph.Smoothed(t, loss.LabelSmoothing, 2);
        return loss.FromLogits
            ? graph.AddV2(graph.Mul(t, graph.Softplus(graph.Neg(p))), graph.Mul(graph.Complement(t), graph.Softplus(p)))
            : graph.BinaryEntropy(graph.Clip(p, Epsilon, 1 - Epsilon), t);
    }
}
