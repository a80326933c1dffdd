using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>All: whether all are true along dimensions.</summary>
internal static class AllOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor All(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("All", input, axes, keepDims, name);
    }
}
