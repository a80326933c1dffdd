using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain;

/// <summary>Where a model's picture has its values.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Channels.</param>
/// <param name="IsChannelsFirst">Whether channel after channel, and not pixel after pixel.</param>
internal readonly record struct PictureLayout(int Height, int Width, int Channels, bool IsChannelsFirst)
{
    /// <summary>Number of pixels.</summary>
    public int Positions => Height * Width;

    /// <summary>The layout of a model's pictures.</summary>
    public static PictureLayout Of(ExplainedModel model) => new(model.InputHeight, model.InputWidth, model.InputChannels, model.InputFormat == DataFormat.ChannelsFirst);

    /// <summary>Index of a value.</summary>
    /// <param name="position">The pixel, counted row after row.</param>
    /// <param name="channel">The channel.</param>
    public int Index(int position, int channel) => IsChannelsFirst ? channel * Positions + position : position * Channels + channel;

    /// <summary>The pixel that a value is of, counted row after row.</summary>
    /// <param name="index">Index of the value.</param>
    public int Position(int index) => IsChannelsFirst ? index % Positions : index / Channels;
}
