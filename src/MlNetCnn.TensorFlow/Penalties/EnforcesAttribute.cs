namespace MlNetCnn.TensorFlow.Penalties;

/// <summary>The constraint that the class writes as nodes. The table is closed: it holds the marked classes of this assembly.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class EnforcesAttribute(Type constraint) : Attribute
{
    public Type Constraint { get; } = constraint;
}
