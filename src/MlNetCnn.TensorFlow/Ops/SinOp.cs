using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Sin: the sine.</summary>
internal static class SinOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Sin(GraphTensor x, string? name = null) => graph.Unary("Sin", x, name);
    }

    [GradientOf("Sin")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Gradient, a.Graph.Cos(a.Input(0)))];
}
