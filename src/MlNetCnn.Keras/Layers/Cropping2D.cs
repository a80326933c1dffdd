using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Takes rows and columns away at the edges (<c>keras.layers.Cropping2D</c>).</summary>
[KerasName("Cropping2D")]
public sealed class Cropping2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="cropping">Rows and columns to take away: a number, a pair, or ((top, bottom), (left, right)). Default 0.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public Cropping2D(Edges2D? cropping = null, DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(name)
    {
        Cropping = cropping ?? 0;
        DataFormat = dataFormat;
        if (Cropping is not { Top: >= 0, Bottom: >= 0, Left: >= 0, Right: >= 0 })
            throw new ArgumentOutOfRangeException(nameof(cropping), cropping, "Rows and columns to take away cannot be negative.");
    }

    /// <summary>Rows and columns to take away.</summary>
    public Edges2D Cropping { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        var (height, width, channels) = DataFormat.Split(input);
        return DataFormat.Join(Shrink(height, Cropping.Top, Cropping.Bottom), Shrink(width, Cropping.Left, Cropping.Right), channels);

        int Shrink(int size, int before, int after) =>
            size == Shape.Unknown ? Shape.Unknown
            : (long)before + after < size ? size - before - after
            : throw new ArgumentException($"{Name} (Cropping2D) takes away {Cropping} of {input.ToBatchString()}, which leaves nothing.");
    }

    internal static Cropping2D FromConfig(ConfigReader config) => new(Edges2D.Read(config, "cropping"), DataFormats.Read(config), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("cropping", Cropping.ToJson());
        DataFormats.Write(config, DataFormat);
    }
}
