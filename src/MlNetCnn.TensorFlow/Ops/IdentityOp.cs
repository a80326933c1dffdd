using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Identity: x.</summary>
internal static class IdentityOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Identity(GraphTensor input, string? name = null) => graph.Unary("Identity", input, name);
    }

    [GradientOf("Identity")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Gradient];
}
