using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>Equal: whether x = y, broadcast.</summary>
internal static class EqualOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor Equal(GraphTensor x, GraphTensor y, string? name = null) => graph.Comparison("Equal", x, y, true, name);
    }
}
