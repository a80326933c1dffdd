namespace MlNetCnn.Compute.Operations;

/// <summary>The layer that the operation computes. The table of operations is closed: it holds the marked classes of this assembly.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class RunsAttribute(Type layer) : Attribute
{
    public Type Layer { get; } = layer;
}
