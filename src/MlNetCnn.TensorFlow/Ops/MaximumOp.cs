using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Maximum: the larger of x and y, broadcast. Of equal ones, the gradient goes to x.</summary>
internal static class MaximumOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Maximum(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("Maximum", x, y, name);
    }

    [GradientOf("Maximum")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => 
    [
        a.Summed(0, () => a.Graph.SelectV2(a.Graph.GreaterEqual(a.Input(0), a.Input(1)), a.Gradient, a.Graph.Constant(0f))),
        a.Summed(1, () => a.Graph.SelectV2(a.Graph.GreaterEqual(a.Input(0), a.Input(1)), a.Graph.Constant(0f), a.Gradient)),
    ];
}
