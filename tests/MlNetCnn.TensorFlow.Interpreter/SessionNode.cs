namespace MlNetCnn.TensorFlow.Interpreter;

/// <summary>A node that a session has taken.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kernel">What executes it.</param>
/// <param name="Attributes">All attributes, defaults filled in.</param>
/// <param name="Inputs">Tensors that it takes.</param>
/// <param name="Controls">Nodes that must run before.</param>
/// <param name="OutputTypes">Types of its outputs.</param>
internal sealed record SessionNode(
    string Name, Kernel Kernel, IReadOnlyDictionary<string, AttrValue> Attributes, IReadOnlyList<TensorName> Inputs, IReadOnlyList<string> Controls, IReadOnlyList<DataType> OutputTypes)
{
    public string Op => Kernel.Definition.Name;
}
