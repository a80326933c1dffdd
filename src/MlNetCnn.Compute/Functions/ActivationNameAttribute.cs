namespace MlNetCnn.Compute.Functions;

/// <summary>Keras's name of the activation function that the class computes.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class ActivationNameAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
