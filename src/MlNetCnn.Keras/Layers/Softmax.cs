using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>exp(x_i) / sum_j exp(x_j) over the last axis (<c>keras.layers.Softmax</c>).</summary>
[KerasName("Softmax")]
public sealed class Softmax : Elementwise
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axis">Counted with the batch; only the last is supported: -1, or the input's rank. Default -1.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis cannot be the last one.</exception>
    public Softmax(int axis = -1, string? name = null)
        : base(name)
    {
        if (axis is not (-1 or > 0)) throw new ArgumentOutOfRangeException(nameof(axis), axis, "Softmax runs over the last axis: -1.");
        Axis = axis;
    }

    /// <summary>The axis as given; it is the last one.</summary>
    public int Axis { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        return Axis == -1 || Axis == input.Rank
            ? input
            : throw new ArgumentException($"{Name} (Softmax) runs over axis {Axis} of {input.ToBatchString()}; only the last axis ({input.Rank}, or -1) is supported.");
    }

    internal static Softmax FromConfig(ConfigReader config) => new(config.GetInt32("axis") ?? -1, config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("axis", Axis);
}
