using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The largest value of each channel (<c>keras.layers.GlobalMaxPooling2D</c>); of equal values the first in row-major order is taken.</summary>
[KerasName("GlobalMaxPooling2D", "GlobalMaxPool2D")]
public sealed class GlobalMaxPooling2D : GlobalPooling2D
{
    /// <summary>Makes the layer.</summary>
    /// <param name="keepDims">Whether the output is (1, 1, channels) (with channels first (channels, 1, 1)) instead of (channels,). Default false.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    public GlobalMaxPooling2D(bool keepDims = false, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(keepDims, dataFormat, name) { }

    internal static GlobalMaxPooling2D FromConfig(ConfigReader config) =>
        new(config.GetBoolean("keepdims", false), DataFormats.Read(config), config.GetString("name"));
}
