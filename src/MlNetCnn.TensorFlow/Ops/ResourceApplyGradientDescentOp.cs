using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>ResourceApplyGradientDescent: var -= alpha delta.</summary>
internal static class ResourceApplyGradientDescentOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode ResourceApplyGradientDescent(GraphTensor var, GraphTensor alpha, GraphTensor delta, bool useLocking = false, string? name = null) =>
            graph.Apply("ResourceApplyGradientDescent", [var, alpha, delta], useLocking, [], name);
    }
}
