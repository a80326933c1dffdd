using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The first of its two inputs less the second (<c>keras.layers.Subtract</c>).</summary>
[KerasName("Subtract")]
public sealed class Subtract : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Subtract(string? name = null)
        : base(name) { }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 2 ? base.ComputeOutputShape(inputs) : throw new ArgumentException($"{Name} (Subtract) takes exactly two inputs, not {inputs.Count}.");
    }

    internal static Subtract FromConfig(ConfigReader config) => new(config.GetString("name"));
}
