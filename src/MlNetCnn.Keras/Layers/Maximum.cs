using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The largest of its inputs, element by element (<c>keras.layers.Maximum</c>).</summary>
[KerasName("Maximum")]
public sealed class Maximum : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Maximum(string? name = null)
        : base(name) { }

    internal static Maximum FromConfig(ConfigReader config) => new(config.GetString("name"));
}
