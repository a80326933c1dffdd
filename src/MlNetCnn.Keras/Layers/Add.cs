using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The sum of its inputs (<c>keras.layers.Add</c>), as residual nets use it.</summary>
[KerasName("Add")]
public sealed class Add : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Add(string? name = null)
        : base(name) { }

    internal static Add FromConfig(ConfigReader config) => new(config.GetString("name"));
}
