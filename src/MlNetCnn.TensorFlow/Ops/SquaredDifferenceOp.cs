using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>SquaredDifference: (x - y)², broadcast.</summary>
internal static class SquaredDifferenceOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor SquaredDifference(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("SquaredDifference", x, y, name);
    }

    [GradientOf("SquaredDifference")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => 
    [
        a.Summed(0, () => a.Graph.Mul(a.Gradient, a.Graph.Mul(a.Graph.Constant(2f), a.Graph.Sub(a.Input(0), a.Input(1))))),
        a.Summed(1, () => a.Graph.Mul(a.Gradient, a.Graph.Mul(a.Graph.Constant(2f), a.Graph.Sub(a.Input(1), a.Input(0))))),
    ];
}
