namespace MlNetCnn.Keras;

/// <summary>
/// An activation function by Keras's name, as Dense, Conv2D and Activation take it. The table is closed: <see cref="Activations"/> lists it.
/// A string converts: <c>activation: "relu"</c>.
/// </summary>
public sealed class ActivationFunction
{
    internal ActivationFunction(string name) => Name = name;

    /// <summary>Keras's name, e.g. <c>relu</c>.</summary>
    public string Name { get; }

    /// <summary>The function of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static implicit operator ActivationFunction(string name) => Activations.Get(name);

    /// <summary>The function of that name; what the conversion does.</summary>
    public static ActivationFunction FromString(string name) => Activations.Get(name);

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
