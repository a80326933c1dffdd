using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Erf: the error function. Its gradient is 2 / √π times e to the -x².</summary>
internal static class ErfOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Erf(GraphTensor x, string? name = null) => graph.Unary("Erf", x, name);
    }

    [GradientOf("Erf")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.Mul(a.Gradient, a.Graph.Mul(a.Graph.Constant((float)(2 / Math.Sqrt(Math.PI))), a.Graph.Exp(a.Graph.Neg(a.Graph.Square(a.Input(0))))))];
}
