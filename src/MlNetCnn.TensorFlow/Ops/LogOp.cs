using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Log: the natural logarithm.</summary>
internal static class LogOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Log(GraphTensor x, string? name = null) => graph.Unary("Log", x, name);
    }

    [GradientOf("Log")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.RealDiv(a.Gradient, a.Input(0))];
}
