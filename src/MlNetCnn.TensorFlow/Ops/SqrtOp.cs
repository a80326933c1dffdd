using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Sqrt: the square root.</summary>
internal static class SqrtOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Sqrt(GraphTensor x, string? name = null) => graph.Unary("Sqrt", x, name);
    }

    [GradientOf("Sqrt")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.RealDiv(a.Graph.Mul(a.Gradient, a.Graph.Constant(0.5f)), a.Output)];
}
