using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>LessEqual: whether x &lt;= y, broadcast.</summary>
internal static class LessEqualOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor LessEqual(GraphTensor x, GraphTensor y, string? name = null) => graph.Comparison("LessEqual", x, y, false, name);
    }
}
