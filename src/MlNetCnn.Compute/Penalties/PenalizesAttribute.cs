namespace MlNetCnn.Compute.Penalties;

/// <summary>The regularizer that the penalty computes.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class PenalizesAttribute(Type regularizer) : Attribute
{
    public Type Regularizer { get; } = regularizer;
}
