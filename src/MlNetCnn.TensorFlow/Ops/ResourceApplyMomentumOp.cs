using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyMomentum: accum = momentum accum + grad; var -= lr accum, or with Nesterov's lr (grad + momentum accum).</summary>
internal static class ResourceApplyMomentumOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyMomentum(
            GraphTensor var, GraphTensor accum, GraphTensor lr, GraphTensor grad, GraphTensor momentum, bool useLocking = false, bool useNesterov = false, string? name = null) =>
            graph.Apply("ResourceApplyMomentum", [var, accum, lr, grad, momentum], useLocking, [("use_nesterov", useNesterov)], name);
    }
}
