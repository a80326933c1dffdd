namespace MlNetCnn.Compute.Penalties;

/// <summary>The constraint that the rule enforces.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class EnforcesAttribute(Type constraint) : Attribute
{
    public Type Constraint { get; } = constraint;
}
