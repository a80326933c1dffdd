using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Sub: x - y, broadcast.</summary>
internal static class SubOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Sub(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("Sub", x, y, name);
    }

    [GradientOf("Sub")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Summed(0, () => a.Gradient), a.Summed(1, () => a.Graph.Neg(a.Gradient))];
}
