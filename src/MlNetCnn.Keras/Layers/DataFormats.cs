using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The two layouts of a picture's shape, and how files spell them.</summary>
internal static class DataFormats
{
    /// <summary>Index of the channels in a shape of rank 3.</summary>
    public static int ChannelAxis(this DataFormat format) => format == DataFormat.ChannelsFirst ? 0 : 2;

    /// <summary>Takes a shape of rank 3 apart.</summary>
    public static (int Height, int Width, int Channels) Split(this DataFormat format, Shape shape) =>
        format == DataFormat.ChannelsFirst ? (shape[1], shape[2], shape[0]) : (shape[0], shape[1], shape[2]);

    /// <summary>Puts a shape of rank 3 together.</summary>
    public static Shape Join(this DataFormat format, int height, int width, int channels) =>
        format == DataFormat.ChannelsFirst ? [channels, height, width] : [height, width, channels];

    /// <summary>Reads <c>data_format</c>, or Keras 1's <c>dim_ordering</c>; channels last when neither is there.</summary>
    public static DataFormat Read(ConfigReader config)
    {
        var property = config.Has("data_format") ? "data_format" : "dim_ordering";
        config.MarkUsed(property);
        return config.GetString(property) switch
        {
            null or "channels_last" or "tf" or "default" => DataFormat.ChannelsLast,
            "channels_first" or "th" => DataFormat.ChannelsFirst,
            var other => throw config.Error($"{property} is 'channels_last' or 'channels_first', not '{other}'."),
        };
    }

    /// <summary>Writes <c>data_format</c>.</summary>
    public static void Write(ConfigWriter config, DataFormat format) =>
        config.Write("data_format", format == DataFormat.ChannelsFirst ? "channels_first" : "channels_last");
}
