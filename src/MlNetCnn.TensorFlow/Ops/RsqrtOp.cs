using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Rsqrt: 1 / √x. Its gradient is -y³ / 2.</summary>
internal static class RsqrtOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Rsqrt(GraphTensor x, string? name = null) => graph.Unary("Rsqrt", x, name);
    }

    [GradientOf("Rsqrt")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Graph.Mul(a.Gradient, a.Graph.Constant(-0.5f)), a.Graph.Mul(a.Graph.Square(a.Output), a.Output))];
}
