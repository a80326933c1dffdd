using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Elu: x above 0, e^x - 1 below. EluGrad is dy (y + 1) where the output is below 0, else dy.</summary>
internal static class EluOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Elu(GraphTensor features, string? name = null) => graph.Unary("Elu", features, name);

        public GraphTensor EluGrad(GraphTensor gradients, GraphTensor outputs, string? name = null) => graph.Paired("EluGrad", gradients, outputs, name);
    }

    [GradientOf("Elu")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.EluGrad(a.Gradient, a.Output)];
}
