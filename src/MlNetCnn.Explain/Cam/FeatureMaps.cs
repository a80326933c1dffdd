namespace MlNetCnn.Explain;

/// <summary>The output of a convolution for one picture, or its gradient, as numbers by position and channel, wherever the layer has its channels.</summary>
/// <param name="values">One element of the layer's batch.</param>
/// <param name="layer">A layer with positions.</param>
internal readonly ref struct FeatureMaps(ReadOnlySpan<float> values, FeatureLayer layer)
{
    private readonly ReadOnlySpan<float> _values = values;
    private readonly int _position = layer.DataFormat == Keras.Layers.DataFormat.ChannelsFirst ? 1 : layer.Channels;
    private readonly int _channel = layer.DataFormat == Keras.Layers.DataFormat.ChannelsFirst ? layer.Height * layer.Width : 1;

    /// <summary>Number of positions, row after row.</summary>
    public int Positions { get; } = layer.Height * layer.Width;

    /// <summary>Number of channels.</summary>
    public int Channels { get; } = layer.Channels;

    /// <summary>A value, exactly as double.</summary>
    public double this[int position, int channel] => _values[position * _position + channel * _channel];
}
