using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyAdagradV2: accum += grad²; var -= lr grad / (√accum + epsilon).</summary>
internal static class ResourceApplyAdagradV2Op
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyAdagradV2(
            GraphTensor var, GraphTensor accum, GraphTensor lr, GraphTensor epsilon, GraphTensor grad, bool useLocking = false, bool updateSlots = true, string? name = null) =>
            graph.Apply("ResourceApplyAdagradV2", [var, accum, lr, epsilon, grad], useLocking, [("update_slots", updateSlots)], name);
    }
}
