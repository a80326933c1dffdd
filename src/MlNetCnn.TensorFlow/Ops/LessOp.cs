using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Less: whether x &lt; y, broadcast.</summary>
internal static class LessOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Less(GraphTensor x, GraphTensor y, string? name = null) => graph.Comparison("Less", x, y, false, name);
    }
}
