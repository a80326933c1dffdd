using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Log1p: log(1 + x), exact near 0.</summary>
internal static class Log1pOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Log1p(GraphTensor x, string? name = null) => graph.Unary("Log1p", x, name);
    }

    [GradientOf("Log1p")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.RealDiv(a.Gradient, a.Graph.AddV2(a.Input(0), a.Graph.Constant(1f)))];
}
