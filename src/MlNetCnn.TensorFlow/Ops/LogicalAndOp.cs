using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>LogicalAnd: whether both are true, broadcast.</summary>
internal static class LogicalAndOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor LogicalAnd(GraphTensor x, GraphTensor y, string? name = null) =>
            graph.Add("LogicalAnd", [x, y], new Dictionary<string, AttrValue>(), DataType.Bool, Shapes.Broadcast(x.Shape, y.Shape), name);
    }
}
