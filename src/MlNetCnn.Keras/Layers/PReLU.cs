using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>x for x >= 0, alpha * x below, with a learned alpha for each position (<c>keras.layers.PReLU</c>; He and others, ICCV 2015).</summary>
[KerasName("PReLU")]
public sealed class PReLU : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="alphaInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="alphaRegularizer">The penalty on alpha. Default none.</param>
    /// <param name="alphaConstraint">The rule that alpha obeys. Default none.</param>
    /// <param name="sharedAxes">Axes along which all positions have one alpha, counted from 1: [1, 2] for one per channel of a picture. Default none.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">An axis is below 1.</exception>
    public PReLU(
        Initializer? alphaInitializer = null,
        Regularizer? alphaRegularizer = null,
        Constraint? alphaConstraint = null,
        IReadOnlyList<int>? sharedAxes = null,
        string? name = null)
        : base(name)
    {
        AlphaInitializer = alphaInitializer ?? new Zeros();
        AlphaRegularizer = alphaRegularizer;
        AlphaConstraint = alphaConstraint;
        SharedAxes = [.. sharedAxes ?? []];
        foreach (var axis in SharedAxes) ArgumentOutOfRangeException.ThrowIfLessThan(axis, 1, nameof(sharedAxes));
    }

    /// <summary>How alpha is drawn.</summary>
    public Initializer AlphaInitializer { get; }

    /// <summary>The penalty on alpha; null for none.</summary>
    public Regularizer? AlphaRegularizer { get; }

    /// <summary>The rule that alpha obeys; null for none.</summary>
    public Constraint? AlphaConstraint { get; }

    /// <summary>Axes along which all positions have one alpha, counted from 1; may be empty.</summary>
    public IReadOnlyList<int> SharedAxes { get; }

    /// <summary>The slopes: the input's shape, with 1 for the shared axes; null before the layer is built.</summary>
    public Weight? Alpha { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        if (Alpha is { } alpha && !AlphaShape(input).Accepts(alpha.Shape))
            throw new ArgumentException($"{Name} (PReLU) was built for other inputs: its alpha has the shape {alpha.Shape}, which does not fit {input.ToBatchString()}.");
        return input;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) =>
        Alpha = AddWeight("alpha", AlphaShape(Single(inputs)), AlphaInitializer, regularizer: AlphaRegularizer, constraint: AlphaConstraint);

    private Shape AlphaShape(Shape input)
    {
        var shape = input.ToArray();
        foreach (var axis in SharedAxes)
        {
            if (axis > shape.Length) throw new ArgumentException($"{Name} (PReLU) shares axis {axis}, which {input.ToBatchString()} does not have.");
            shape[axis - 1] = 1;
        }

        return new Shape(shape);
    }

    internal static PReLU FromConfig(ConfigReader config) => new(
        config.GetInitializer("alpha_initializer"),
        config.GetRegularizer("alpha_regularizer"),
        config.GetConstraint("alpha_constraint"),
        config.Find("shared_axes") is { ValueKind: JsonValueKind.Number } ? [config.RequireInt32("shared_axes")] : config.GetDimensions("shared_axes"),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("alpha_initializer", AlphaInitializer);
        config.Write("alpha_regularizer", AlphaRegularizer);
        config.Write("alpha_constraint", AlphaConstraint);
        if (SharedAxes.Count == 0) config.WriteNull("shared_axes"); else config.Write("shared_axes", new JsonArray([.. SharedAxes.Select(a => JsonValue.Create(a))]));
    }
}
