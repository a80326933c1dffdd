namespace MlNetCnn.Keras.Layers;

/// <summary>Where a picture's channels stand (Keras's <c>data_format</c>). It orders activations only: kernels have one layout, (height, width, in, out).</summary>
public enum DataFormat
{
    /// <summary>(height, width, channels), Keras's default.</summary>
    ChannelsLast,

    /// <summary>(channels, height, width).</summary>
    ChannelsFirst,
}
