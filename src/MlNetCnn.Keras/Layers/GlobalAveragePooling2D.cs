using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The mean of each channel over height and width (<c>keras.layers.GlobalAveragePooling2D</c>).</summary>
[KerasName("GlobalAveragePooling2D", "GlobalAvgPool2D")]
public sealed class GlobalAveragePooling2D : GlobalPooling2D
{
    /// <summary>Makes the layer.</summary>
    /// <param name="keepDims">Whether the output is (1, 1, channels) (with channels first (channels, 1, 1)) instead of (channels,). Default false.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    public GlobalAveragePooling2D(bool keepDims = false, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(keepDims, dataFormat, name) { }

    internal static GlobalAveragePooling2D FromConfig(ConfigReader config) =>
        new(config.GetBoolean("keepdims", false), DataFormats.Read(config), config.GetString("name"));
}
