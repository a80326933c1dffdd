using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Reciprocal: 1 / x. Its gradient is -y².</summary>
internal static class ReciprocalOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Reciprocal(GraphTensor x, string? name = null) => graph.Unary("Reciprocal", x, name);
    }

    [GradientOf("Reciprocal")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Neg(a.Graph.Mul(a.Gradient, a.Graph.Square(a.Output)))];
}
