using System.Text.Json;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>exp(x_i) / sum_j exp(x_j) along an axis (<c>keras.layers.Softmax</c>; a layer of its own since 2.1.3).</summary>
[KerasName("Softmax")]
public sealed class Softmax : Elementwise, IHasChannelAxis
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axis">Counted with the batch, or negative from the end. Default -1.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is 0, the batch.</exception>
    public Softmax(int axis = -1, string? name = null)
        : base(name)
    {
        if (axis == 0) throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch, whose elements have nothing to do with each other.");
        Axis = axis;
    }

    /// <summary>The axis as given.</summary>
    public int Axis { get; }

    /// <summary>The axis as a dimension of a shape of the given rank, which leaves the batch out.</summary>
    /// <exception cref="ArgumentException">The shape has no such dimension.</exception>
    public int AxisIn(int rank) => Axes.In(this, Axis, rank);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        _ = AxisIn(input.Rank);
        return input;
    }

    internal static Softmax FromConfig(ConfigReader config) =>
        Axes.Read(config) is [var axis] ? new(axis, config.GetString("name")) : throw config.Wrong("axis", config.Find("axis") ?? default(JsonElement), "one axis (softmax over several at once is not supported)");

    internal override void WriteConfig(ConfigWriter config) => config.Write("axis", Axis);
}
