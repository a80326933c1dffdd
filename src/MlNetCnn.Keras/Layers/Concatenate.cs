using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>Puts its inputs side by side along an axis (<c>keras.layers.Concatenate</c>).</summary>
[KerasName("Concatenate")]
public sealed class Concatenate : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axis">Counted with the batch from the start (1 is the first dimension of <see cref="Shape"/>), or negative from the end. Default -1, the channels.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is 0, the batch.</exception>
    public Concatenate(int axis = -1, string? name = null)
        : base(name)
    {
        if (axis == 0) throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch, along which elements stay apart.");
        Axis = axis;
    }

    /// <summary>The axis as given: counted with the batch, or negative from the end.</summary>
    public int Axis { get; }

    /// <summary>The axis as an index into a <see cref="Shape"/> of that rank (without the batch).</summary>
    /// <exception cref="ArgumentException">The inputs have no such axis.</exception>
    public int AxisIn(int rank)
    {
        var axis = Axis < 0 ? rank + Axis : Axis - 1;
        return axis >= 0 && axis < rank
            ? axis
            : throw new ArgumentException($"{Name} (Concatenate) has axis {Axis}, which inputs of rank {rank + 1} with the batch do not have.");
    }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2) throw new ArgumentException($"{Name} (Concatenate) takes at least two inputs, not {inputs.Count}.");
        var output = inputs[0].ToArray();
        var axis = AxisIn(output.Length);
        foreach (var input in inputs.Skip(1))
        {
            if (input.Rank != output.Length) throw Mismatch(inputs);
            for (var i = 0; i < output.Length; i++)
            {
                if (i == axis)
                    output[i] = output[i] == Shape.Unknown || input[i] == Shape.Unknown ? Shape.Unknown : Window.CheckDimension(this, (long)output[i] + input[i]);
                else if (output[i] == Shape.Unknown)
                    output[i] = input[i];
                else if (input[i] != Shape.Unknown && input[i] != output[i])
                    throw Mismatch(inputs);
            }
        }

        return new Shape(output);
    }

    internal static Concatenate FromConfig(ConfigReader config) => new(config.GetInt32("axis") ?? -1, config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) => config.Write("axis", Axis);

    private ArgumentException Mismatch(IReadOnlyList<Shape> inputs) => new(
        $"{Name} (Concatenate) takes inputs that differ along axis {Axis} only, not {string.Join(" and ", inputs.Select(i => i.ToBatchString()))}.");
}
