using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The smallest of its inputs, element by element (<c>keras.layers.Minimum</c>).</summary>
[KerasName("Minimum")]
public sealed class Minimum : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Minimum(string? name = null)
        : base(name) { }

    internal static Minimum FromConfig(ConfigReader config) => new(config.GetString("name"));
}
