using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Selu: scale x above 0, scale alpha (e^x - 1) below, with Klambauer et al.'s constants. SeluGrad is of the output.</summary>
internal static class SeluOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Selu(GraphTensor features, string? name = null) => graph.Unary("Selu", features, name);

        public GraphTensor SeluGrad(GraphTensor gradients, GraphTensor outputs, string? name = null) => graph.Paired("SeluGrad", gradients, outputs, name);
    }

    [GradientOf("Selu")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.SeluGrad(a.Gradient, a.Output)];
}
