namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>One output of a node that is being built.</summary>
/// <param name="Node">The node.</param>
/// <param name="Index">Which of its outputs.</param>
/// <param name="Type">Type of its values.</param>
/// <param name="Shape">Shape as far as it is known before the batch is: -1 where it is not.</param>
internal sealed record GraphTensor(GraphNode Node, int Index, DataType Type, TensorShape Shape)
{
    /// <summary>Name in the graph, as inputs, feeds and fetches write it.</summary>
    public string Name => Index == 0 ? Node.Name : $"{Node.Name}:{Index}";

    public bool Equals(GraphTensor? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public override string ToString() => $"{Name} {Type}{Shape}";
}
