using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Pow: x to the power of y, broadcast. The gradient by y is 0 where x is not above 0, as in TensorFlow.</summary>
internal static class PowOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Pow(GraphTensor x, GraphTensor y, string? name = null) => graph.Binary("Pow", x, y, name);
    }

    [GradientOf("Pow")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a)
    {
        var (g, x, y) = (a.Graph, a.Input(0), a.Input(1));
        return
        [
            a.Summed(0, () => g.Mul(g.Mul(a.Gradient, y), g.Pow(x, g.Sub(y, g.Constant(1f))))),
            a.Summed(1, () =>
            {
                var isPositive = g.Greater(x, g.Constant(0f));
                var log = g.SelectV2(isPositive, g.Log(g.SelectV2(isPositive, x, g.Constant(1f))), g.Constant(0f));
                return g.Mul(a.Gradient, g.Mul(a.Output, log));
            }),
        ];
    }
}
