namespace MlNetCnn.TensorFlow.Losses;

/// <summary>The loss that the class writes as nodes. The table is closed: it holds the marked classes of this assembly.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ComputesAttribute(Type loss) : Attribute
{
    public Type Loss { get; } = loss;
}
