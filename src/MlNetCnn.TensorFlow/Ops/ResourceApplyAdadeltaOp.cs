using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyAdadelta: accum = rho accum + (1 - rho) grad²; update = √(accum_update + epsilon) / √(accum + epsilon) grad; accum_update likewise of update²; var -= lr update.</summary>
internal static class ResourceApplyAdadeltaOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyAdadelta(
            GraphTensor var, GraphTensor accum, GraphTensor accumUpdate, GraphTensor lr, GraphTensor rho, GraphTensor epsilon, GraphTensor grad, bool useLocking = false, string? name = null) =>
            graph.Apply("ResourceApplyAdadelta", [var, accum, accumUpdate, lr, rho, epsilon, grad], useLocking, [], name);
    }
}
