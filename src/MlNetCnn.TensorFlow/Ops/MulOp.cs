using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Mul: x y, broadcast.</summary>
internal static class MulOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Mul(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("Mul", x, y, name);
    }

    [GradientOf("Mul")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Summed(0, () => a.Graph.Mul(a.Gradient, a.Input(1))), a.Summed(1, () => a.Graph.Mul(a.Gradient, a.Input(0)))];
}
