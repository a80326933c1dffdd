using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The same values in another shape (<c>keras.layers.Reshape</c>).</summary>
[KerasName("Reshape")]
public sealed class Reshape : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="targetShape">The new shape without the batch; one dimension may be -1, to be computed from the others.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentException">A dimension is 0, or several are -1.</exception>
    public Reshape(Shape targetShape, string? name = null)
        : base(name)
    {
        if (targetShape.Count(d => d == Shape.Unknown) > 1 || targetShape.Contains(0))
            throw new ArgumentException($"A target shape has positive dimensions and at most one -1, not {targetShape}.", nameof(targetShape));
        TargetShape = targetShape;
    }

    /// <summary>The new shape without the batch; at most one dimension is -1.</summary>
    public Shape TargetShape { get; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        if (!input.IsKnown) return TargetShape;
        long known = 1;
        foreach (var d in TargetShape)
            if (d != Shape.Unknown) known = Window.CheckDimension(this, known * d);
        if (TargetShape.IsKnown ? known != input.Count : input.Count % known != 0)
            throw new ArgumentException($"{Name} (Reshape) cannot make {TargetShape.ToBatchString()} of {input.ToBatchString()}: the number of elements is another.");
        return [.. TargetShape.Select(d => d == Shape.Unknown ? (int)(input.Count / known) : d)];
    }

    internal static Reshape FromConfig(ConfigReader config) => new(
        config.CheckShape("target_shape", config.GetDimensions("target_shape") ?? throw config.Error("target_shape is missing.")),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config) =>
        config.Write("target_shape", new System.Text.Json.Nodes.JsonArray([.. TargetShape.Select(d => System.Text.Json.Nodes.JsonValue.Create(d))]));
}
