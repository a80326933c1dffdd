namespace MlNetCnn.Onnx.Writing;

/// <summary>Keras's name of the activation function that the class writes.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
