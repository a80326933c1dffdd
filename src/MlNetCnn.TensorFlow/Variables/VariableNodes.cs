using MlNetCnn.Keras;
using MlNetCnn.TensorFlow.Graphs;
using MlNetCnn.TensorFlow.Ops;

namespace MlNetCnn.TensorFlow.Variables;

/// <summary>
/// Weights as variables (resource variables, TensorFlow 2's): a handle, a read, and an assignment from a placeholder for each, made when first asked for. Their nodes stand at the
/// prefix of the graph, not in the layer's scope; their shared names do not have the prefix, so that all parts of a session's graph share them.
/// </summary>
/// <param name="graph">Where the nodes go.</param>
/// <param name="nameOf">Shared name of a weight, one for each: two layers of one name in two nested models must differ.</param>
internal sealed class VariableNodes(GraphBuilder graph, Func<Weight, string> nameOf) : IWeightNodes
{
    private readonly Dictionary<Weight, GraphVariable> _known = [];
    private readonly List<GraphVariable> _all = [];

    /// <summary>All variables so far, in the order they were made.</summary>
    public IReadOnlyList<GraphVariable> All => _all;

    public GraphTensor Read(Weight weight) => Of(weight).Value;

    /// <summary>The variable of a weight.</summary>
    public GraphVariable Of(Weight weight)
    {
        if (!_known.TryGetValue(weight, out var variable)) _known.Add(weight, variable = Make(nameOf(weight), weight, null, new TensorShape([.. weight.Shape]), DataType.Float));
        return variable;
    }

    /// <summary>A variable that is no weight: an optimizer's slot, a counter.</summary>
    /// <param name="sharedName">Its name in the session.</param>
    /// <param name="weight">The weight whose slot it is.</param>
    /// <param name="slot">Keras's name of the slot.</param>
    /// <param name="shape">Shape of its values.</param>
    /// <param name="type">Type of its values.</param>
    public GraphVariable Make(string sharedName, Weight? weight, string? slot, TensorShape shape, DataType type)
    {
        using var scope = graph.OutOfScope($"variables/{sharedName}");
        var handle = graph.VarHandleOp(type, shape, sharedName, name: "handle");
        var value = graph.ReadVariableOp(handle, type, shape, name: "read");
        var placeholder = graph.Placeholder(type, shape, name: "value");
        var assign = graph.AssignVariableOp(handle, placeholder, name: "assign");
        var variable = new GraphVariable(sharedName, weight, slot, handle, value) { Assign = (placeholder.Name, assign.Name) };
        _all.Add(variable);
        return variable;
    }
}
