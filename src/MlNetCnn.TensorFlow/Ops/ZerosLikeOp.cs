using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ZerosLike: zeros in the shape of x. Nothing goes back through it.</summary>
internal static class ZerosLikeOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor ZerosLike(GraphTensor x, string? name = null) => graph.Unary("ZerosLike", x, name);
    }

    [GradientOf("ZerosLike")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [null];
}
