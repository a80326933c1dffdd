using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>A layer that combines two or more inputs of one shape element by element. Keras's broadcasting of unequal shapes is refused.</summary>
public abstract class Merge : Layer
{
    private protected Merge(string? name)
        : base(name) { }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count < 2) throw new ArgumentException($"{Name} ({ClassName}) takes at least two inputs, not {inputs.Count}.");
        var output = inputs[0].ToArray();
        foreach (var input in inputs)
        {
            if (!inputs[0].Accepts(input) || !new Shape(output).Accepts(input))
                throw new ArgumentException($"{Name} ({ClassName}) takes inputs of one shape, not {string.Join(" and ", inputs.Select(i => i.ToBatchString()))}.");
            for (var i = 0; i < output.Length; i++)
                if (output[i] == Shape.Unknown) output[i] = input[i];
        }

        return new Shape(output);
    }

    internal override void WriteConfig(ConfigWriter config) { }
}
