using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Normalises every channel (<c>keras.layers.BatchNormalization</c>; Ioffe and Szegedy, 2015): gamma * (x - mean) / sqrt(variance + epsilon) + beta
/// over the last axis. In training mode mean and (biased) variance are the batch's, and the moving ones become
/// momentum * old + (1 - momentum) * batch; in inference mode, and always when the layer is not trainable, they are the moving ones.
/// </summary>
[KerasName("BatchNormalization")]
public sealed class BatchNormalization : ScaledNormalization, IHasChannelAxis
{
    /// <summary>Makes the layer.</summary>
    /// <param name="axis">The axis to normalise, counted with the batch; only the last is supported: -1, or the input's rank. Default -1.</param>
    /// <param name="momentum">Share of the old moving statistics, 0 to 1. Default 0.99.</param>
    /// <param name="epsilon">Added to the variance, positive. Default 0.001.</param>
    /// <param name="center">Whether beta is added. Default true.</param>
    /// <param name="scale">Whether it is multiplied by gamma. Default true.</param>
    /// <param name="betaInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="gammaInitializer">Default <see cref="Ones"/>.</param>
    /// <param name="movingMeanInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="movingVarianceInitializer">Default <see cref="Ones"/>.</param>
    /// <param name="betaRegularizer">The penalty on the beta. Default none.</param>
    /// <param name="gammaRegularizer">The penalty on the gamma. Default none.</param>
    /// <param name="betaConstraint">The rule that the beta obeys. Default none.</param>
    /// <param name="gammaConstraint">The rule that the gamma obeys. Default none.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public BatchNormalization(
        int axis = -1,
        double momentum = 0.99,
        double epsilon = 1e-3,
        bool center = true,
        bool scale = true,
        Initializer? betaInitializer = null,
        Initializer? gammaInitializer = null,
        Initializer? movingMeanInitializer = null,
        Initializer? movingVarianceInitializer = null,
        Regularizer? betaRegularizer = null,
        Regularizer? gammaRegularizer = null,
        Constraint? betaConstraint = null,
        Constraint? gammaConstraint = null,
        string? name = null)
        : base(epsilon, center, scale, betaInitializer, gammaInitializer, betaRegularizer, gammaRegularizer, betaConstraint, gammaConstraint, name)
    {
        if (axis == 0) throw new ArgumentOutOfRangeException(nameof(axis), axis, "Axis 0 is the batch; the channels are on another, by default the last: -1.");
        if (momentum is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(momentum), momentum, "momentum lies between 0 and 1.");
        Axis = axis;
        Momentum = momentum;
        MovingMeanInitializer = movingMeanInitializer ?? new Zeros();
        MovingVarianceInitializer = movingVarianceInitializer ?? new Ones();
    }

    /// <summary>The channels' axis as given: counted with the batch, from the end when negative.</summary>
    public int Axis { get; }

    /// <summary>The channels' dimension in a shape of the given rank, which leaves the batch out.</summary>
    /// <exception cref="ArgumentException">The shape has no such dimension.</exception>
    public int AxisIn(int rank) => Axes.In(this, Axis, rank);

    /// <summary>Share of the old moving statistics.</summary>
    public double Momentum { get; }

    /// <summary>How the moving mean is drawn.</summary>
    public Initializer MovingMeanInitializer { get; }

    /// <summary>How the moving variance is drawn.</summary>
    public Initializer MovingVarianceInitializer { get; }

    /// <summary>The moving mean, (channels,), not trainable; null before the layer is built.</summary>
    public Weight? MovingMean { get; private set; }

    /// <summary>The moving variance, (channels,), not trainable; null before the layer is built.</summary>
    public Weight? MovingVariance { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs) => CheckInput(inputs);

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var input = CheckInput(inputs);
        var channels = input[AxisIn(input.Rank)];
        AddGammaAndBeta([channels]);
        MovingMean = AddWeight("moving_mean", [channels], MovingMeanInitializer, trainable: false);
        MovingVariance = AddWeight("moving_variance", [channels], MovingVarianceInitializer, trainable: false);
    }

    private Shape CheckInput(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        if (input.Rank == 0) throw new ArgumentException($"{Name} (BatchNormalization) takes an input of rank 2 or more with the batch, not {input.ToBatchString()}.");
        CheckChannels(MovingMean, 0, input[AxisIn(input.Rank)]);
        return input;
    }

    internal static BatchNormalization FromConfig(ConfigReader config)
    {
        if (config.GetBoolean("renorm", false)) throw config.Unsupported("batch renormalisation (renorm) is not supported.");
        return new BatchNormalization(
            ReadAxis(config),
            config.GetDouble("momentum", 0.99),
            config.GetDouble("epsilon", 1e-3),
            config.GetBoolean("center", true),
            config.GetBoolean("scale", true),
            config.GetInitializer("beta_initializer"),
            config.GetInitializer("gamma_initializer"),
            config.GetInitializer("moving_mean_initializer"),
            config.GetInitializer("moving_variance_initializer"),
            config.GetRegularizer("beta_regularizer"),
            config.GetRegularizer("gamma_regularizer"),
            config.GetConstraint("beta_constraint"),
            config.GetConstraint("gamma_constraint"),
            config.GetString("name"));
    }

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("axis", Axis);
        config.Write("momentum", Momentum);
        config.Write("epsilon", Epsilon);
        config.Write("center", Center);
        config.Write("scale", Scale);
        config.Write("beta_initializer", BetaInitializer);
        config.Write("gamma_initializer", GammaInitializer);
        config.Write("moving_mean_initializer", MovingMeanInitializer);
        config.Write("moving_variance_initializer", MovingVarianceInitializer);
        config.Write("beta_regularizer", BetaRegularizer);
        config.Write("gamma_regularizer", GammaRegularizer);
        config.Write("beta_constraint", BetaConstraint);
        config.Write("gamma_constraint", GammaConstraint);
        config.Write("synchronized", false);
    }

    /// <summary>tf.keras 2 writes a list of one axis.</summary>
    private static int ReadAxis(ConfigReader config)
    {
        if (config.Find("axis") is not { ValueKind: System.Text.Json.JsonValueKind.Array } list) return config.GetInt32("axis") ?? -1;
        return config.GetDimensions("axis") is [var axis] ? axis : throw config.Wrong("axis", list, "one axis");
    }
}
