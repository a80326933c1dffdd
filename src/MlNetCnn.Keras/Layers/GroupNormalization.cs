using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// (x - mean) / sqrt(variance + epsilon) * gamma + beta, with the mean and (biased) variance of each group of channels of each element
/// (<c>keras.layers.GroupNormalization</c>, since 2.11; Wu and He, ECCV 2018).
/// </summary>
[KerasName("GroupNormalization")]
public sealed class GroupNormalization : ScaledNormalization, IHasChannelAxis
{
    /// <summary>Makes the layer.</summary>
    /// <param name="groups">Number of groups, of which the channels are a multiple; -1 for one of each channel (instance normalization). Default 32.</param>
    /// <param name="axis">The channels' axis, counted with the batch, or negative from the end. Default -1.</param>
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
    /// <exception cref="ArgumentOutOfRangeException">Epsilon or the groups are not positive, or the axis is 0, the batch.</exception>
    public GroupNormalization(
        int groups = 32, int axis = -1, double epsilon = 1e-3, bool center = true, bool scale = true, Initializer? betaInitializer = null, Initializer? gammaInitializer = null,
        Regularizer? betaRegularizer = null, Regularizer? gammaRegularizer = null, Constraint? betaConstraint = null, Constraint? gammaConstraint = null, string? name = null)
        : base(epsilon, center, scale, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint, name)
    {
        if (groups is not (-1 or > 0)) throw new ArgumentOutOfRangeException(nameof(groups), groups, "The number of groups is positive, or -1 for one of each channel.");
        if (axis == 0) throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch, whose elements are normalised apart.");
        (Groups, Axis) = (groups, axis);
    }

    /// <summary>Number of groups as given; -1 for one of each channel.</summary>
    public int Groups { get; }

    /// <summary>The channels' axis as given: counted with the batch, from the end when negative.</summary>
    public int Axis { get; }

    /// <summary>The channels' dimension in a shape of the given rank, which leaves the batch out.</summary>
    /// <exception cref="ArgumentException">The shape has no such dimension.</exception>
    public int AxisIn(int rank) => Axes.In(this, Axis, rank);

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        var channels = input[AxisIn(input.Rank)];
        if (channels != Shape.Unknown && Groups != -1 && channels % Groups != 0)
            throw new ArgumentException($"{Name} (GroupNormalization) divides the channels of {input.ToBatchString()} into {Groups} groups, of which {channels} is no multiple.");
        CheckChannels(Gamma ?? Beta, 0, channels);
        return input;
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        Shape shape = [input[AxisIn(input.Rank)]];
        AddGammaAndBeta(shape);
    }

    internal static GroupNormalization FromConfig(ConfigReader config) => new(
        config.GetInt32("groups") ?? 32,
        config.GetInt32("axis") ?? -1,
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

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("groups", Groups);
        config.Write("axis", Axis);
        config.Write("epsilon", Epsilon);
        config.Write("center", Center);
        config.Write("scale", Scale);
        config.Write("beta_initializer", BetaInitializer);
        config.Write("gamma_initializer", GammaInitializer);
        config.Write("beta_regularizer", BetaRegularizer);
        config.Write("gamma_regularizer", GammaRegularizer);
        config.Write("beta_constraint", BetaConstraint);
        config.Write("gamma_constraint", GammaConstraint);
    }
}
