using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Any: whether one is true along dimensions.</summary>
internal static class AnyOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Any(GraphTensor input, IReadOnlyList<int> axes, bool keepDims = false, string? name = null) => graph.Reduction("Any", input, axes, keepDims, name);
    }
}
