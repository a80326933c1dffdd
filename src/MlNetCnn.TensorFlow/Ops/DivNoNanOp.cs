using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>DivNoNan: x / y, 0 where y is 0; broadcast.</summary>
internal static class DivNoNanOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor DivNoNan(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("DivNoNan", x, y, name);
    }

    [GradientOf("DivNoNan")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => 
    [
        a.Summed(0, () => a.Graph.DivNoNan(a.Gradient, a.Input(1))),
        a.Summed(1, () => a.Graph.Mul(a.Gradient, a.Graph.DivNoNan(a.Graph.DivNoNan(a.Graph.Neg(a.Input(0)), a.Input(1)), a.Input(1)))),
    ];
}
