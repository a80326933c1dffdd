using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>What the two pooling layers share: a window over height and width, channel by channel.</summary>
public abstract class Pooling2D : Layer, IHasDataFormat
{
    private protected Pooling2D(Size2D? poolSize, Size2D? strides, Padding padding, DataFormat dataFormat, string? name)
        : base(name)
    {
        PoolSize = (poolSize ?? 2).CheckPositive(nameof(poolSize));
        Strides = (strides ?? PoolSize).CheckPositive(nameof(strides));
        Padding = padding;
        DataFormat = dataFormat;
    }

    /// <summary>Height and width of the window.</summary>
    public Size2D PoolSize { get; }

    /// <summary>Step of the window.</summary>
    public Size2D Strides { get; }

    /// <summary>How windows meet the edges.</summary>
    public Padding Padding { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        return Window.OutputShape(this, input, PoolSize, Strides, dilation: 1, Padding, input[DataFormat.ChannelAxis()], DataFormat);
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("pool_size", PoolSize);
        Window.WritePadding(config, Padding);
        config.Write("strides", Strides);
        DataFormats.Write(config, DataFormat);
    }
}
