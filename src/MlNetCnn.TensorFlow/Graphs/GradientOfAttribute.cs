namespace MlNetCnn.TensorFlow.Graphs;

/// <summary>The operation that a static method gives the gradient of. The table of gradients is closed: it holds the marked methods of this assembly.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GradientOfAttribute(string op) : Attribute
{
    public string Op { get; } = op;
}
