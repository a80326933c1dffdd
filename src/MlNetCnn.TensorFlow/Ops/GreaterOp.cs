using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Greater: whether x > y, broadcast.</summary>
internal static class GreaterOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Greater(GraphTensor x, GraphTensor y, string? name = null) => graph.Comparison("Greater", x, y, false, name);
    }
}
