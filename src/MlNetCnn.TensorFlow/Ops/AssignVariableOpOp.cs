using MlNetCnn.TensorFlow.Graphs;

namespace MlNetCnn.TensorFlow.Ops;

/// <summary>AssignVariableOp: writes a variable. It has no output: a run names it as target, or another node as control.</summary>
internal static class AssignVariableOpOp
{
    extension(GraphBuilder graph)
    {
        // validate_shape, which later TensorFlows add, is left out.
        public GraphNode AssignVariableOp(GraphTensor resource, GraphTensor value, string? name = null) =>
            graph.Add("AssignVariableOp", [resource, value], new Dictionary<string, AttrValue> { ["dtype"] = value.Type }, [], name);
    }
}
