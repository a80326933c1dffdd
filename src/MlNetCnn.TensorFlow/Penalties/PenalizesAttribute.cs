namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>The regularizer that the class writes as nodes. The table is closed: it holds the marked classes of this assembly.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class PenalizesAttribute(Type regularizer) : Attribute
{
    public Type Regularizer { get; } = regularizer;
}
