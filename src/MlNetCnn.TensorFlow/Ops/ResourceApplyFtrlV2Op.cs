using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyFtrlV2: follow the regularized leader (McMahan et al., 2013), with the shrinkage of l2_shrinkage.</summary>
internal static class ResourceApplyFtrlV2Op
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyFtrlV2(
            GraphTensor var, GraphTensor accum, GraphTensor linear, GraphTensor grad, GraphTensor lr, GraphTensor l1, GraphTensor l2, GraphTensor l2Shrinkage, GraphTensor lrPower,
            bool useLocking = false, bool multiplyLinearByLr = false, string? name = null) =>
            graph.Apply("ResourceApplyFtrlV2", [var, accum, linear, grad, lr, l1, l2, l2Shrinkage, lrPower], useLocking, [("multiply_linear_by_lr", multiplyLinearByLr)], name);
    }
}
