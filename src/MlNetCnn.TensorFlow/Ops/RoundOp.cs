using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Round: the nearest whole number, of two the even one. Nothing goes back through it.</summary>
internal static class RoundOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Round(GraphTensor x, string? name = null) => graph.Unary("Round", x, name);
    }

    [GradientOf("Round")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
