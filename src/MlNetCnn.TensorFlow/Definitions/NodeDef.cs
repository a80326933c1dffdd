namespace MlNetCnn.TensorFlow;

/// <summary>A node of a graph, as in TensorFlow's <c>node_def.proto</c>.</summary>
/// <param name="Name">Unique in the graph; may hold <c>/</c> for scopes.</param>
/// <param name="Op">Name of the operation, e.g. <c>Conv2D</c>.</param>
/// <param name="Inputs">Names of what it takes: <c>node</c> or <c>node:1</c> for another output than the first, and last <c>^node</c> for nodes that must run before.</param>
/// <param name="Attributes">By name.</param>
public sealed record NodeDef(string Name, string Op, IReadOnlyList<string> Inputs, IReadOnlyDictionary<string, AttrValue> Attributes)
{
    /// <summary>Where it should run, e.g. <c>/device:GPU:1</c>; empty (the default) for TensorFlow's choice.</summary>
    public string Device { get; init; } = "";
}
