using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// The middle of the picture. A picture that is smaller along either side is resized instead: its largest middle part of the same proportions, bilinear
/// (<c>keras.layers.CenterCrop</c>, in tf.keras 2 also <c>keras.layers.experimental.preprocessing.CenterCrop</c>).
/// </summary>
[KerasName("CenterCrop")]
public sealed class CenterCrop : PictureSize
{
    /// <summary>Makes the layer.</summary>
    /// <param name="height">Height of the part.</param>
    /// <param name="width">Width of the part.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public CenterCrop(int height, int width, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(height, width, dataFormat, name) { }

    internal static CenterCrop FromConfig(ConfigReader config) => new(config.RequireInt32("height"), config.RequireInt32("width"), DataFormats.Read(config), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        WriteSize(config);
        DataFormats.Write(config, DataFormat);
    }
}
