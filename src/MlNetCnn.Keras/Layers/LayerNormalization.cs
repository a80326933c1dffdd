using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the mean and (biased) variance of each element along the axes (<c>keras.layers.LayerNormalization</c>; Ba, Kiros,
/// Hinton, 2016).
/// </summary>
/// <remarks>Keras 3's <c>rms_scaling</c>, deprecated there since 3.10 because it does not what its name says, is refused.</remarks>
[KerasName("LayerNormalization")]
public sealed class LayerNormalization : ScaledNormalization
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axes">The axes that are normalised together, counted with the batch from the start, or negative from the end. Default -1, the channels.</param>
    /// <param name="epsilon">Added to the variance. Default 0.001.</param>
    /// <param name="center">Whether beta is added. Default true.</param>
    /// <param name="scale">Whether it is multiplied by gamma. Default true.</param>
    /// <param name="betaInitializer">Default zeros.</param>
    /// <param name="gammaInitializer">Default ones.</param>
    /// <param name="betaRegularizer">Null for none.</param>
    /// <param name="gammaRegularizer">Null for none.</param>
    /// <param name="betaConstraint">Null for none.</param>
    /// <param name="gammaConstraint">Null for none.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">Epsilon is not positive, or an axis is 0, the batch.</exception>
    /// <exception cref="ArgumentException">There is no axis.</exception>
    public LayerNormalization(
        IReadOnlyList<int>? axes = null, double epsilon = 1e-3, bool center = true, bool scale = true, Initializer? betaInitializer = null, Initializer? gammaInitializer = null,
        Regularizer? betaRegularizer = null, Regularizer? gammaRegularizer = null, Constraint? betaConstraint = null, Constraint? gammaConstraint = null, string? name = null)
        : base(epsilon, center, scale, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint, name)
    {
        Axes = [.. axes ?? [-1]];
        if (Axes.Count == 0) throw new ArgumentException("At least one axis is normalised.", nameof(axes));
        if (Axes.Contains(0)) throw new ArgumentOutOfRangeException(nameof(axes), 0, "Axis 0 is the batch, whose elements are normalised apart.");
    }

    /// <summary>The axes as given: counted with the batch, or negative from the end.</summary>
    public IReadOnlyList<int> Axes { get; }

    /// <summary>The axes as ascending indices into a <see cref="Shape"/> of that rank (without the batch).</summary>
    /// <exception cref="ArgumentException">The input has no such axis, or one is named twice.</exception>
    public IReadOnlyList<int> AxesIn(int rank) => Layers.Axes.In(this, Axes, rank);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        var kept = Kept(input);
        if ((Gamma ?? Beta) is { } weight && !kept.Accepts(weight.Shape))
            throw new ArgumentException($"{Name} (LayerNormalization) was built for other inputs: its {weight.Name} has the shape {weight.Shape}, which does not fit {input.ToBatchString()}.");
        return input;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var shape = Kept(Single(inputs));
        AddGammaAndBeta(shape);
    }

    internal static LayerNormalization FromConfig(ConfigReader config)
    {
        if (config.GetBoolean("rms_scaling", false)) throw config.Unsupported("rms_scaling is not supported; Keras deprecates it, for it scales by the variance instead of the root of the mean square.");
        return new LayerNormalization(
            Layers.Axes.Read(config),
            config.GetDouble("epsilon", 1e-3),
            config.GetBoolean("center", true),
            config.GetBoolean("scale", true),
            config.GetInitializer("beta_initializer"),
            config.GetInitializer("gamma_initializer"),
            config.GetRegularizer("beta_regularizer"),
            config.GetRegularizer("gamma_regularizer"),
            config.GetConstraint("beta_constraint"),
            config.GetConstraint("gamma_constraint"),
            config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        // Once built, Keras keeps a list even of one axis.
        config.Write("axis", new System.Text.Json.Nodes.JsonArray([.. Axes.Select(a => System.Text.Json.Nodes.JsonValue.Create(a))]));
        config.Write("epsilon", Epsilon);
        config.Write("center", Center);
        config.Write("scale", Scale);
        config.Write("rms_scaling", false);
        config.Write("beta_initializer", BetaInitializer);
        config.Write("gamma_initializer", GammaInitializer);
        config.Write("beta_regularizer", BetaRegularizer);
        config.Write("gamma_regularizer", GammaRegularizer);
        config.Write("beta_constraint", BetaConstraint);
        config.Write("gamma_constraint", GammaConstraint);
    }

    /// <summary>The sizes along the axes, in the order given.</summary>
    private Shape Kept(Shape input)
    {
        _ = AxesIn(input.Rank);
        return [.. Axes.Select(a => input[Layers.Axes.In(this, a, input.Rank)])];
    }
}
