using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// A layer that combines two or more inputs element by element. Shapes are aligned at their ends and a dimension of 1 is repeated, as numpy
/// broadcasts, but the batch stays apart: (None, 4, 4, 3) and (None, 3) make (None, 4, 4, 3), where the second is the same for all positions.
/// </summary>
public abstract class Merge : Layer
{
    private protected Merge(string? name)
        : base(name) { }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2) throw new ArgumentException($"{Name} ({ClassName}) takes at least two inputs, not {inputs.Count}.");
        return inputs.Skip(1).Aggregate(inputs[0], (made, next) => Broadcast(made, next)
            ?? throw new ArgumentException($"{Name} ({ClassName}) takes inputs of one shape, or with 1 where they differ, not {string.Join(" and ", inputs.Select(i => i.ToBatchString()))}."));
    }

    internal override void WriteConfig(ConfigWriter config) { }

    /// <summary>The rule of Keras's <c>_compute_elemwise_op_output_shape</c>; null when the shapes do not fit. What is unknown in one stays unknown.</summary>
    private static Shape? Broadcast(Shape a, Shape b)
    {
        var (longer, shorter) = a.Rank < b.Rank ? (b, a) : (a, b);
        var output = longer.ToArray();
        for (var i = 0; i < shorter.Rank; i++)
        {
            ref var size = ref output[output.Length - shorter.Rank + i];
            var other = shorter[i];
            if (size == Shape.Unknown || other == Shape.Unknown) size = Shape.Unknown;
            else if (size == 1) size = other;
            else if (other != 1 && other != size) return null;
        }

        return new Shape(output);
    }
}
