using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Sums of products of two inputs along one axis of each, element by element of the batch (<c>keras.layers.Dot</c>): (a, n) and (n, b) along axes 2 and 1 make (a, b); two vectors
/// make one number, (1,).
/// </summary>
[KerasName("Dot")]
public sealed class Dot : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="firstAxis">The axis of the first input, counted with the batch from the start, or negative from the end.</param>
    /// <param name="secondAxis">The axis of the second input; null for the same number. Default null.</param>
    /// <param name="normalize">Whether vectors along the axes are divided by their Euclidean norm first, which makes cosines. Default false.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is 0, the batch.</exception>
    public Dot(int firstAxis, int? secondAxis = null, bool normalize = false, string? name = null)
        : base(name)
    {
        if (firstAxis == 0) throw new ArgumentOutOfRangeException(nameof(firstAxis), 0, "Axis 0 is the batch, whose elements have nothing to do with each other.");
        if (secondAxis == 0) throw new ArgumentOutOfRangeException(nameof(secondAxis), 0, "Axis 0 is the batch, whose elements have nothing to do with each other.");
        (FirstAxis, SecondAxis, Normalize) = (firstAxis, secondAxis ?? firstAxis, normalize);
    }

    /// <summary>The axis of the first input as given.</summary>
    public int FirstAxis { get; }

    /// <summary>The axis of the second input as given.</summary>
    public int SecondAxis { get; }

    /// <summary>Whether vectors are divided by their norm first.</summary>
    public bool Normalize { get; }

    /// <summary>The axes as dimensions of the inputs' shapes, which leave the batch out.</summary>
    /// <exception cref="ArgumentException">A shape has no such dimension.</exception>
    public (int First, int Second) AxesIn(IReadOnlyList<Shape> inputs) => (Axes.In(this, FirstAxis, inputs[0].Rank), Axes.In(this, SecondAxis, inputs[1].Rank));

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count != 2) throw new ArgumentException($"{Name} (Dot) takes two inputs, not {inputs.Count}.");
        var (first, second) = AxesIn(inputs);
        int a = inputs[0][first], b = inputs[1][second];
        if (a != b && a != Shape.Unknown && b != Shape.Unknown)
            throw new ArgumentException($"{Name} (Dot) sums along axes {FirstAxis} and {SecondAxis} of {inputs[0].ToBatchString()} and {inputs[1].ToBatchString()}, which are not of one length.");
        Shape output = [.. inputs[0].Where((_, i) => i != first), .. inputs[1].Where((_, i) => i != second)];
        return output.Rank == 0 ? [1] : output;
    }

    internal static Dot FromConfig(ConfigReader config)
    {
        var normalize = config.GetBoolean("normalize", false);
        if (config.Find("axes") is not { } e) throw config.Error("axes is missing.");
        if (e.ValueKind == JsonValueKind.Number) return new Dot(config.RequireInt32("axes"), null, normalize, config.GetString("name"));
        return config.GetDimensions("axes") is [var first, var second] ? new Dot(first, second, normalize, config.GetString("name")) : throw config.Wrong("axes", e, "an axis or a list of two");
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        if (FirstAxis == SecondAxis) config.Write("axes", FirstAxis); else config.Write("axes", new JsonArray(FirstAxis, SecondAxis));
        config.Write("normalize", Normalize);
    }
}
