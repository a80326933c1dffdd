using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyAdamWithAmsgrad: as ResourceApplyAdam, with vhat = max(vhat, v) below the root (Reddi et al., 2018).</summary>
internal static class ResourceApplyAdamWithAmsgradOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyAdamWithAmsgrad(
            GraphTensor var, GraphTensor m, GraphTensor v, GraphTensor vhat, GraphTensor beta1Power, GraphTensor beta2Power, GraphTensor lr, GraphTensor beta1, GraphTensor beta2,
            GraphTensor epsilon, GraphTensor grad, bool useLocking = false, string? name = null) =>
            graph.Apply("ResourceApplyAdamWithAmsgrad", [var, m, v, vhat, beta1Power, beta2Power, lr, beta1, beta2, epsilon, grad], useLocking, [], name);
    }
}
