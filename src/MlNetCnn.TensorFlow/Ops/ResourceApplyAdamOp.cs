using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyAdam: m and v as in Kingma and Ba (2014); var -= lr √(1 - beta2_power) / (1 - beta1_power) m / (√v + epsilon). The powers are the step's; the operation does not raise them.</summary>
internal static class ResourceApplyAdamOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyAdam(
            GraphTensor var, GraphTensor m, GraphTensor v, GraphTensor beta1Power, GraphTensor beta2Power, GraphTensor lr, GraphTensor beta1, GraphTensor beta2, GraphTensor epsilon,
            GraphTensor grad, bool useLocking = false, bool useNesterov = false, string? name = null) =>
            graph.Apply("ResourceApplyAdam", [var, m, v, beta1Power, beta2Power, lr, beta1, beta2, epsilon, grad], useLocking, [("use_nesterov", useNesterov)], name);
    }
}
