using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The mean of its inputs (<c>keras.layers.Average</c>).</summary>
[KerasName("Average")]
public sealed class Average : Merge
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Average(string? name = null)
        : base(name) { }

    internal static Average FromConfig(ConfigReader config) => new(config.GetString("name"));
}
