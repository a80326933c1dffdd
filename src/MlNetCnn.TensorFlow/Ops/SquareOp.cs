using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Square: x².</summary>
internal static class SquareOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Square(GraphTensor x, string? name = null) => graph.Unary("Square", x, name);
    }

    [GradientOf("Square")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Gradient, a.Graph.Mul(a.Input(0), a.Graph.Constant(2f)))];
}
