using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyRMSProp: ms = rho ms + (1 - rho) grad²; mom = momentum mom + lr grad / √(ms + epsilon); var -= mom.</summary>
internal static class ResourceApplyRMSPropOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyRMSProp(
            GraphTensor var, GraphTensor ms, GraphTensor mom, GraphTensor lr, GraphTensor rho, GraphTensor momentum, GraphTensor epsilon, GraphTensor grad, bool useLocking = false,
            string? name = null) =>
            graph.Apply("ResourceApplyRMSProp", [var, ms, mom, lr, rho, momentum, epsilon, grad], useLocking, [], name);
    }
}
