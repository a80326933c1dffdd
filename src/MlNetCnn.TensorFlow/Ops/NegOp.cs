using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Neg: -x.</summary>
internal static class NegOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Neg(GraphTensor x, string? name = null) => graph.Unary("Neg", x, name);
    }

    [GradientOf("Neg")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Neg(a.Gradient)];
}
