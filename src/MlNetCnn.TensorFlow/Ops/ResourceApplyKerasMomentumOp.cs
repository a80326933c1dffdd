using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyKerasMomentum: accum = momentum accum - lr grad; var += accum, or with Nesterov's momentum accum - lr grad.</summary>
internal static class ResourceApplyKerasMomentumOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyKerasMomentum(
            GraphTensor var, GraphTensor accum, GraphTensor lr, GraphTensor grad, GraphTensor momentum, bool useLocking = false, bool useNesterov = false, string? name = null) =>
            graph.Apply("ResourceApplyKerasMomentum", [var, accum, lr, grad, momentum], useLocking, [("use_nesterov", useNesterov)], name);
    }
}
