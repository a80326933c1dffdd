using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>NotEqual: whether x differs from y, broadcast.</summary>
internal static class NotEqualOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor NotEqual(GraphTensor x, GraphTensor y, string? name = null) => graph.Comparison("NotEqual", x, y, true, name);
    }
}
