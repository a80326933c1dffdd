namespace MlNetCnn.TensorFlow.Optimizers;

/// <summary>The optimizer that the class writes as nodes. The table is closed: it holds the marked classes of this assembly.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class UpdatesAttribute(Type optimizer) : Attribute
{
    public Type Optimizer { get; } = optimizer;
}
