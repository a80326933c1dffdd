using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The mean of each window (<c>keras.layers.AveragePooling2D</c>). Elements of the padding do not count, neither in the sum nor in the number.</summary>
[KerasName("AveragePooling2D", "AvgPool2D")]
public sealed class AveragePooling2D : Pooling2D
{
    /// <summary>Makes the layer.</summary>
    /// <param name="poolSize">Height and width of the window. Default 2.</param>
    /// <param name="strides">Step of the window. Default: the window's size.</param>
    /// <param name="padding">Default valid.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public AveragePooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = Padding.Valid, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(poolSize, strides, padding, dataFormat, name) { }

    internal static AveragePooling2D FromConfig(ConfigReader config) =>
        new(config.GetSize("pool_size"), config.GetSize("strides"), Window.ReadPadding(config), DataFormats.Read(config), config.GetString("name"));
}
