using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Exp: e to the x.</summary>
internal static class ExpOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Exp(GraphTensor x, string? name = null) => graph.Unary("Exp", x, name);
    }

    [GradientOf("Exp")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Gradient, a.Output)];
}
