using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyAdaMax: m as Adam's; v = max(beta2 v, |grad|); var -= lr / (1 - beta1_power) m / (v + epsilon).</summary>
internal static class ResourceApplyAdaMaxOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyAdaMax(
            GraphTensor var, GraphTensor m, GraphTensor v, GraphTensor beta1Power, GraphTensor lr, GraphTensor beta1, GraphTensor beta2, GraphTensor epsilon, GraphTensor grad,
            bool useLocking = false, string? name = null) =>
            graph.Apply("ResourceApplyAdaMax", [var, m, v, beta1Power, lr, beta1, beta2, epsilon, grad], useLocking, [], name);
    }
}
