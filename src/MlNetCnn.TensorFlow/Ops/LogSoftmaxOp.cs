using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>LogSoftmax: x - log Σ e^x along the last axis. Its gradient is dy - softmax(x) Σ dy.</summary>
internal static class LogSoftmaxOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor LogSoftmax(GraphTensor logits, string? name = null) => graph.Unary("LogSoftmax", logits, name);
    }

    [GradientOf("LogSoftmax")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Sub(a.Gradient, a.Graph.Mul(a.Graph.Sum(a.Gradient, [-1], keepDims: true), a.Graph.Exp(a.Output)))];
}
