namespace MlNetCnn.Onnx.Writing;

/// <summary>The layer that the class writes. The table is closed: it holds the marked classes of this assembly.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class WritesAttribute(Type layer) : Attribute
{
    public Type Layer { get; } = layer;
}
