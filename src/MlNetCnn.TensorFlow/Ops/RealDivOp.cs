using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>RealDiv: x / y, broadcast.</summary>
internal static class RealDivOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor RealDiv(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("RealDiv", x, y, name);
    }

    [GradientOf("RealDiv")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => 
    [
        a.Summed(0, () => a.Graph.RealDiv(a.Gradient, a.Input(1))),
        a.Summed(1, () => a.Graph.Mul(a.Gradient, a.Graph.RealDiv(a.Graph.RealDiv(a.Graph.Neg(a.Input(0)), a.Input(1)), a.Input(1)))),
    ];
}
