using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Softplus: log(1 + e^x). SoftplusGrad is dy / (1 + e^-x), of the input.</summary>
internal static class SoftplusOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Softplus(GraphTensor features, string? name = null) => graph.Unary("Softplus", features, name);

        public GraphTensor SoftplusGrad(GraphTensor gradients, GraphTensor features, string? name = null) => graph.Paired("SoftplusGrad", gradients, features, name);
    }

    [GradientOf("Softplus")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.SoftplusGrad(a.Gradient, a.Input(0))];
}
