using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Passes values on unchanged (<c>keras.layers.Identity</c>, since 2.10).</summary>
[KerasName("Identity")]
public sealed class Identity : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Identity(string? name = null)
        : base(name) { }

    internal static Identity FromConfig(ConfigReader config) => new(config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) { }
}
