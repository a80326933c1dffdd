using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// In training, a part of the picture whose place is drawn for each batch. Otherwise, and where the picture is smaller along either side, its largest middle part of the
/// same proportions, resized bilinearly (<c>keras.layers.RandomCrop</c>, in tf.keras 2 also <c>keras.layers.experimental.preprocessing.RandomCrop</c>).
/// </summary>
/// <remarks>This is what Keras documents and tf.keras 2 does. Keras 3.6 to 3.15 leave the picture as it is outside of training, whatever its size, against the layer's own shape.</remarks>
[KerasName("RandomCrop")]
public sealed class RandomCrop : PictureSize
{
    /// <summary>Makes the layer.</summary>
    /// <param name="height">Height of the part.</param>
    /// <param name="width">Width of the part.</param>
    /// <param name="seed">Seed of this layer's stream of places; null to use the run's seed and the layer's name.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public RandomCrop(int height, int width, int? seed = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(height, width, dataFormat, name) => Seed = seed;

    /// <summary>Seed of this layer's stream of places; null for the run's.</summary>
    public int? Seed { get; }

    internal static RandomCrop FromConfig(ConfigReader config) =>
        new(config.RequireInt32("height"), config.RequireInt32("width"), config.GetInt32("seed"), DataFormats.Read(config), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        WriteSize(config);
        config.WriteSeed(Seed);
        DataFormats.Write(config, DataFormat);
    }
}
