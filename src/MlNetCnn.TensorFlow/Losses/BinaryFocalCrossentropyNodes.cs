using MlNetCnn.Compute.Losses;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Losses;

/// <summary>
/// (1 - p_t)^gamma times the binary cross-entropy, with p_t = t p + (1 - t)(1 - p), averaged over the last axis. As in Keras, p is clipped for the cross-entropy, but not for p_t.
/// </summary>
[Computes(typeof(BinaryFocalCrossentropy))]
internal sealed class BinaryFocalCrossentropyNodes : ElementLossNodes<BinaryFocalCrossentropy>
{
    protected override GraphTensor Values(GraphBuilder graph, BinaryFocalCrossentropy loss, GraphTensor p, GraphTensor t)
    {
        t = graph.Smoothed(t, loss.LabelSmoothing, 2);
        var q = loss.FromLogits ? graph.Sigmoid(p) : p;
        var others = graph.Complement(t);
        var value = graph.BinaryEntropy(graph.Clip(q, Epsilon, 1 - Epsilon), t);
        var right = graph.AddV2(graph.Mul(t, q), graph.Mul(others, graph.Complement(q)));
        if (graph.Focus(graph.Complement(right), loss.Gamma) is { } focus) value = graph.Mul(focus, value);
        if (!loss.ApplyClassBalancing) return value;
        return graph.Mul(graph.AddV2(graph.Mul(t, graph.Constant((float)loss.Alpha)), graph.Mul(others, graph.Constant((float)(1 - loss.Alpha)))), value);
    }
}
