using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Lays all dimensions but the batch out in one row, the last running fastest (<c>keras.layers.Flatten</c>).</summary>
[KerasName("Flatten")]
public sealed class Flatten : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="name">Null to be named by the model.</param>
    public Flatten(string? name = null)
        : base(name) { }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        return input.IsKnown ? [Window.CheckDimension(this, input.Count)] : [Shape.Unknown];
    }

    internal static Flatten FromConfig(ConfigReader config) => new(config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("data_format", "channels_last");
}
