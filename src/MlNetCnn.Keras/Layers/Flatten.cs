using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Lays all dimensions but the batch out in one row, the last running fastest (<c>keras.layers.Flatten</c>). With channels first, the first dimension
/// moves to the end before that, so that the row is the same for both formats.
/// </summary>
[KerasName("Flatten")]
public sealed class Flatten : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    public Flatten(DataFormat dataFormat = DataFormat.ChannelsLast, string? name = null)
        : base(name) => DataFormat = dataFormat;

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        return input.IsKnown ? [Window.CheckDimension(this, input.Count)] : [Shape.Unknown];
    }

    internal static Flatten FromConfig(ConfigReader config) => new(DataFormats.Read(config), config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => DataFormats.Write(config, DataFormat);
}
