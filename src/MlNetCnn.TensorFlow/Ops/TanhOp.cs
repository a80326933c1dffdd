using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Tanh: the hyperbolic tangent. TanhGrad is dy (1 - y²), of the output.</summary>
internal static class TanhOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Tanh(GraphTensor x, string? name = null) => graph.Unary("Tanh", x, name);

        public GraphTensor TanhGrad(GraphTensor y, GraphTensor dy, string? name = null) => graph.Paired("TanhGrad", y, dy, name);
    }

    [GradientOf("Tanh")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.TanhGrad(a.Output, a.Gradient)];
}
