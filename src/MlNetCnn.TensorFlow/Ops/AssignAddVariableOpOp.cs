using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>AssignAddVariableOp: adds to a variable.</summary>
internal static class AssignAddVariableOpOp
{
    extension(GraphBuilder graph)
    {
        public GraphNode AssignAddVariableOp(GraphTensor resource, GraphTensor value, string? name = null) =>
            graph.Add("AssignAddVariableOp", [resource, value], new Dictionary<string, AttrValue> { ["dtype"] = value.Type }, [], name);
    }
}
