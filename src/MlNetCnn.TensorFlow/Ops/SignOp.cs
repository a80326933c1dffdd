using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Sign: -1, 0 or 1. Nothing goes back through it.</summary>
internal static class SignOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Sign(GraphTensor x, string? name = null) => graph.Unary("Sign", x, name);
    }

    [GradientOf("Sign")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
