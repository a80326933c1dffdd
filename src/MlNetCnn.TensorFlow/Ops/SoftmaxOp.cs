using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Softmax: e^x over its sum, along the last axis. Its gradient is y (dy - Σ dy y).</summary>
internal static class SoftmaxOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Softmax(GraphTensor logits, string? name = null) => graph.Unary("Softmax", logits, name);
    }

    [GradientOf("Softmax")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Graph.Sub(a.Gradient, a.Graph.Sum(a.Graph.Mul(a.Gradient, a.Output), [-1], keepDims: true)), a.Output)];
}
