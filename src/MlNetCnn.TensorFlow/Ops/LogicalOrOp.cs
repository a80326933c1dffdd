using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>LogicalOr: whether one is true, broadcast.</summary>
internal static class LogicalOrOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor LogicalOr(GraphTensor x, GraphTensor y, string? name = null) =>
            graph.Add("LogicalOr", [x, y], new Dictionary<string, AttrValue>(), DataType.Bool, Shapes.Broadcast(x.Shape, y.Shape), name);
    }
}
