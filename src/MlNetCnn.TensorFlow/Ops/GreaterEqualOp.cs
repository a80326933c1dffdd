using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>GreaterEqual: whether x >= y, broadcast.</summary>
internal static class GreaterEqualOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor GreaterEqual(GraphTensor x, GraphTensor y, string? name = null) => graph.Comparison("GreaterEqual", x, y, false, name);
    }
}
