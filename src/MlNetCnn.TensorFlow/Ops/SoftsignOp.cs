using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Softsign: x / (1 + |x|). SoftsignGrad is dy / (1 + |x|)², of the input.</summary>
internal static class SoftsignOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Softsign(GraphTensor features, string? name = null) => graph.Unary("Softsign", features, name);

        public GraphTensor SoftsignGrad(GraphTensor gradients, GraphTensor features, string? name = null) => graph.Paired("SoftsignGrad", gradients, features, name);
    }

    [GradientOf("Softsign")]
    internal static IReadOnlyList<GraphTensor?> Gradient(GradientArguments a) => [a.Graph.SoftsignGrad(a.Gradient, a.Input(0))];
}
