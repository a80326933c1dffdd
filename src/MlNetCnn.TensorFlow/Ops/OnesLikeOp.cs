using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>OnesLike: ones in the shape of x. Nothing goes back through it.</summary>
internal static class OnesLikeOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor OnesLike(GraphTensor x, string? name = null) => graph.Unary("OnesLike", x, name);
    }

    [GradientOf("OnesLike")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
