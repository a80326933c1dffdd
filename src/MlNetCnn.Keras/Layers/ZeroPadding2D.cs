using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Adds rows and columns of zeros at the edges (<c>keras.layers.ZeroPadding2D</c>).</summary>
[KerasName("ZeroPadding2D")]
public sealed class ZeroPadding2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="padding">Rows and columns to add: a number, a pair, or ((top, bottom), (left, right)). Default 1.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public ZeroPadding2D(Edges2D? padding = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(name)
    {
        Padding = padding ?? 1;
        DataFormat = dataFormat;
        if (Padding is not { Top: >= 0, Bottom: >= 0, Left: >= 0, Right: >= 0 })
            throw new ArgumentOutOfRangeException(nameof(padding), padding, "Rows and columns of padding cannot be negative.");
    }

    /// <summary>Rows and columns to add.</summary>
    public Edges2D Padding { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var (height, width, channels) = DataFormat.Split(Single(inputs, rank: 3));
        return DataFormat.Join(Grow(height, Padding.Top, Padding.Bottom), Grow(width, Padding.Left, Padding.Right), channels);
    }

    private int Grow(int size, int before, int after) =>
        size == Shape.Unknown ? Shape.Unknown : Window.CheckDimension(this, (long)size + before + after);

    internal static ZeroPadding2D FromConfig(ConfigReader config) =>
        new(Edges2D.Read(config, "padding"), DataFormats.Read(config), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("padding", Padding.ToJson());
        DataFormats.Write(config, DataFormat);
    }
}
