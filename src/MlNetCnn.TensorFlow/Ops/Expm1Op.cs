using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Expm1: e to the x, less 1, exact near 0.</summary>
internal static class Expm1Op
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Expm1(GraphTensor x, string? name = null) => graph.Unary("Expm1", x, name);
    }

    [GradientOf("Expm1")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Gradient, a.Graph.Exp(a.Input(0)))];
}
