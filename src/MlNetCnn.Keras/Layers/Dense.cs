using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// A fully connected layer (<c>keras.layers.Dense</c>): activation(x W + b) over the last axis, W of shape (in, units).
/// </summary>
[KerasName("Dense")]
public sealed class Dense : Layer
{
    /// <summary>Makes the layer.</summary>
    /// <param name="units">Number of outputs, at least 1.</param>
    /// <param name="activation">Default linear.</param>
    /// <param name="useBias">Whether b is added. Default true.</param>
    /// <param name="kernelInitializer">Default <see cref="GlorotUniform"/>.</param>
    /// <param name="biasInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="kernelRegularizer">The penalty on the kernel. Default none.</param>
    /// <param name="biasRegularizer">The penalty on the bias. Default none.</param>
    /// <param name="activityRegularizer">The penalty on the output. Default none.</param>
    /// <param name="kernelConstraint">The rule that the kernel obeys. Default none.</param>
    /// <param name="biasConstraint">The rule that the bias obeys. Default none.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is not positive.</exception>
    public Dense(
        int units,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(units);
        Units = units;
        Activation = activation ?? Activations.Linear;
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        BiasInitializer = biasInitializer ?? new Zeros();
        KernelRegularizer = kernelRegularizer;
        BiasRegularizer = biasRegularizer;
        ActivityRegularizer = activityRegularizer;
        KernelConstraint = kernelConstraint;
        BiasConstraint = biasConstraint;
    }

    /// <summary>Number of outputs.</summary>
    public int Units { get; }

    /// <summary>Applied to the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <summary>How the kernel is drawn.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>How the bias is drawn.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>The penalty on the kernel; null for none.</summary>
    public Regularizer? KernelRegularizer { get; }

    /// <summary>The penalty on the bias; null for none.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>The rule that the kernel obeys; null for none.</summary>
    public Constraint? KernelConstraint { get; }

    /// <summary>The rule that the bias obeys; null for none.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>The kernel, (in, units); null before the layer is built.</summary>
    public Weight? Kernel { get; private set; }

    /// <summary>The bias, (units,); null without one or before the layer is built.</summary>
    public Weight? Bias { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        if (input.Rank == 0) throw new ArgumentException($"{Name} (Dense) takes an input of rank 2 or more with the batch, not {input.ToBatchString()}.");
        CheckChannels(Kernel, 0, input[^1]);
        return [.. input.Take(input.Rank - 1), Units];
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs);
        if (input.Rank == 0) throw new ArgumentException($"{Name} (Dense) takes an input of rank 2 or more with the batch, not {input.ToBatchString()}.");
        Kernel = AddWeight("kernel", [input[^1], Units], KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        if (UseBias) Bias = AddWeight("bias", [Units], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    internal static Dense FromConfig(ConfigReader config) => new(
        config.GetInt32("units") ?? config.RequireInt32("output_dim"),
        config.GetActivation("activation"),
        config.GetBoolean("use_bias", config.GetBoolean("bias", true)),
        config.GetInitializer("kernel_initializer"),
        config.GetInitializer("bias_initializer"),
        config.GetRegularizer("kernel_regularizer"),
        config.GetRegularizer("bias_regularizer"),
        config.GetRegularizer("activity_regularizer"),
        config.GetConstraint("kernel_constraint"),
        config.GetConstraint("bias_constraint"),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("units", Units);
        config.Write("activation", Activation);
        config.Write("use_bias", UseBias);
        config.Write("kernel_initializer", KernelInitializer);
        config.Write("bias_initializer", BiasInitializer);
        config.Write("kernel_regularizer", KernelRegularizer);
        config.Write("bias_regularizer", BiasRegularizer);
        config.Write("kernel_constraint", KernelConstraint);
        config.Write("bias_constraint", BiasConstraint);
    }
}
