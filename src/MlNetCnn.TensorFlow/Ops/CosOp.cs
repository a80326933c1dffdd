using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Cos: the cosine.</summary>
internal static class CosOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Cos(GraphTensor x, string? name = null) => graph.Unary("Cos", x, name);
    }

    [GradientOf("Cos")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Neg(a.Graph.Mul(a.Gradient, a.Graph.Sin(a.Input(0))))];
}
