using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Makes pictures larger by whole factors (<c>keras.layers.UpSampling2D</c>).</summary>
[KerasName("UpSampling2D")]
public sealed class UpSampling2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="size">Factors of height and width. Default 2.</param>
    /// <param name="interpolation">What comes between. Default nearest.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is not positive.</exception>
    public UpSampling2D(Size2D? size = null, Interpolation interpolation = Interpolation.Nearest, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(name)
    {
        Size = (size ?? 2).CheckPositive(nameof(size));
        Interpolation = interpolation;
        DataFormat = dataFormat;
    }

    /// <summary>Factors of height and width.</summary>
    public Size2D Size { get; }

    /// <summary>What comes between.</summary>
    public Interpolation Interpolation { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var (height, width, channels) = DataFormat.Split(Single(inputs, rank: 3));
        return DataFormat.Join(Grow(height, Size.Height), Grow(width, Size.Width), channels);
    }

    private int Grow(int size, int factor) => size == Shape.Unknown ? Shape.Unknown : Window.CheckDimension(this, (long)size * factor);

    internal static UpSampling2D FromConfig(ConfigReader config) => new(
        config.GetSize("size"),
        Interpolations.Read(config, absent: "nearest"),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("size", Size);
        DataFormats.Write(config, DataFormat);
        Interpolations.Write(config, Interpolation);
    }
}
