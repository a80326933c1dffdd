using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyCenteredRMSProp: as ResourceApplyRMSProp, with mg = rho mg + (1 - rho) grad and ms - mg² below the root.</summary>
internal static class ResourceApplyCenteredRMSPropOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyCenteredRMSProp(
            GraphTensor var, GraphTensor mg, GraphTensor ms, GraphTensor mom, GraphTensor lr, GraphTensor rho, GraphTensor momentum, GraphTensor epsilon, GraphTensor grad,
            bool useLocking = false, string? name = null) =>
            graph.Apply("ResourceApplyCenteredRMSProp", [var, mg, ms, mom, lr, rho, momentum, epsilon, grad], useLocking, [], name);
    }
}
