using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Minimum: the smaller of x and y, broadcast. Of equal ones, the gradient goes to x.</summary>
internal static class MinimumOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Minimum(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("Minimum", x, y, name);
    }

    [GradientOf("Minimum")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => 
    [
        a.Summed(0, () => a.Graph.SelectV2(a.Graph.LessEqual(a.Input(0), a.Input(1)), a.Gradient, a.Graph.Constant(0f))),
        a.Summed(1, () => a.Graph.SelectV2(a.Graph.LessEqual(a.Input(0), a.Input(1)), a.Graph.Constant(0f), a.Gradient)),
    ];
}
