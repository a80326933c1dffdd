using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The product of its inputs (<c>keras.layers.Multiply</c>).</summary>
[KerasName("Multiply")]
public sealed class Multiply : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Multiply(string? name = null)
        : base(name) { }

    internal static Multiply FromConfig(ConfigReader config) => new(config.GetString("name"));
}
