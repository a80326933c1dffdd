using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>AssignSubVariableOp: takes from a variable.</summary>
internal static class AssignSubVariableOpOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode AssignSubVariableOp(GraphTensor resource, GraphTensor value, string? name = null) =>
            graph.Add("AssignSubVariableOp", [resource, value], new Dictionary<string, AttrValue> { ["dtype"] = value.Type }, [], name);
    }
}
