using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>LogicalNot: whether it is false.</summary>
internal static class LogicalNotOp
{
    extension(GraphBuilder graph)
    {
        public GraphTensor LogicalNot(GraphTensor x, string? name = null) => graph.Add("LogicalNot", [x], new Dictionary<string, AttrValue>(), DataType.Bool, x.Shape, name);
    }
}
