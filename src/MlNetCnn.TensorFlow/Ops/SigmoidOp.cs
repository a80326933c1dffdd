using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Sigmoid: 1 / (1 + e^-x). SigmoidGrad is dy y (1 - y), of the output.</summary>
internal static class SigmoidOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Sigmoid(GraphTensor x, string? name = null) => graph.Unary("Sigmoid", x, name);

        public GraphTensor SigmoidGrad(GraphTensor y, GraphTensor dy, string? name = null) => graph.Paired("SigmoidGrad", y, dy, name);
    }

    [GradientOf("Sigmoid")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.SigmoidGrad(a.Output, a.Gradient)];
}
