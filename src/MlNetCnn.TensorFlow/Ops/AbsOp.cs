using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Abs: |x|. Its gradient is the sign, 0 at 0.</summary>
internal static class AbsOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Abs(GraphTensor x, string? name = null) => graph.Unary("Abs", x, name);
    }

    [GradientOf("Abs")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Gradient, a.Graph.Sign(a.Input(0)))];
}
