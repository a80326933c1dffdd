using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The largest value of each window (<c>keras.layers.MaxPooling2D</c>). Elements of the padding never win; of equal values the first in row-major order is taken.</summary>
[KerasName("MaxPooling2D", "MaxPool2D")]
public sealed class MaxPooling2D : Pooling2D
{
    /// <summary>Makes the layer.</summary>
    /// <param name="poolSize">Height and width of the window. Default 2.</param>
    /// <param name="strides">Step of the window. Default: the window's size.</param>
    /// <param name="padding">Default valid.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive.</exception>
    public MaxPooling2D(Size2D? poolSize = null, Size2D? strides = null, Padding padding = Padding.Valid, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(poolSize, strides, padding, dataFormat, name) { }

    internal static MaxPooling2D FromConfig(ConfigReader config) =>
        new(config.GetSize("pool_size"), config.GetSize("strides"), Window.ReadPadding(config), DataFormats.Read(config), config.GetString("name"));
}
