using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Two-dimensional convolution over pictures (<c>keras.layers.Conv2D</c>): activation(x * K + b), where * is cross-correlation and K has
/// the shape (height, width, in / groups, filters).
/// </summary>
[KerasName("Conv2D", "Convolution2D")]
public sealed class Conv2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Height and width of the window; one number serves for both.</param>
    /// <param name="strides">Step of the window. Default 1.</param>
    /// <param name="padding">Default valid.</param>
    /// <param name="dilationRate">Step between the window's elements. Default 1.</param>
    /// <param name="groups">Number of groups the channels fall into. Default 1.</param>
    /// <param name="activation">Default linear.</param>
    /// <param name="useBias">Whether b is added. Default true.</param>
    /// <param name="kernelInitializer">Default <see cref="GlorotUniform"/>.</param>
    /// <param name="biasInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="kernelRegularizer">The penalty on the kernel. Default none.</param>
    /// <param name="biasRegularizer">The penalty on the bias. Default none.</param>
    /// <param name="activityRegularizer">The penalty on the output. Default none.</param>
    /// <param name="kernelConstraint">The rule that the kernel obeys. Default none.</param>
    /// <param name="biasConstraint">The rule that the bias obeys. Default none.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public Conv2D(
        int filters,
        Size2D kernelSize,
        Size2D? strides = null,
        Padding padding = Padding.Valid,
        Size2D? dilationRate = null,
        int groups = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? kernelRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? kernelConstraint = null,
        Constraint? biasConstraint = null,
        DataFormat dataFormat = DataFormat.ChannelsLast,
        string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(groups);
        if (filters % groups != 0) throw new ArgumentOutOfRangeException(nameof(groups), groups, $"The {filters} filters do not fall into {groups} groups of one size.");
        Filters = filters;
        KernelSize = kernelSize.CheckPositive(nameof(kernelSize));
        Strides = (strides ?? 1).CheckPositive(nameof(strides));
        Padding = padding;
        DilationRate = (dilationRate ?? 1).CheckPositive(nameof(dilationRate));
        Groups = groups;
        Activation = activation ?? Activations.Linear;
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? new GlorotUniform();
        BiasInitializer = biasInitializer ?? new Zeros();
        KernelRegularizer = kernelRegularizer;
        BiasRegularizer = biasRegularizer;
        ActivityRegularizer = activityRegularizer;
        KernelConstraint = kernelConstraint;
        BiasConstraint = biasConstraint;
        DataFormat = dataFormat;
    }

    /// <summary>Number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Height and width of the window.</summary>
    public Size2D KernelSize { get; }

    /// <summary>Step of the window.</summary>
    public Size2D Strides { get; }

    /// <summary>How windows meet the edges.</summary>
    public Padding Padding { get; }

    /// <summary>Step between the window's elements.</summary>
    public Size2D DilationRate { get; }

    /// <summary>Number of groups the channels fall into.</summary>
    public int Groups { get; }

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

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>The kernel, (height, width, in / groups, filters); null before the layer is built.</summary>
    public Weight? Kernel { get; private set; }

    /// <summary>The bias, (filters,); null without one or before the layer is built.</summary>
    public Weight? Bias { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        var channels = input[DataFormat.ChannelAxis()];
        CheckChannels(Kernel, 2, channels == Shape.Unknown ? Shape.Unknown : channels / Groups);
        return Window.OutputShape(this, input, KernelSize, Strides, DilationRate, Padding, Filters, DataFormat);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[DataFormat.ChannelAxis()];
        if (channels != Shape.Unknown && channels % Groups != 0)
            throw new ArgumentException($"{Name} (Conv2D): {channels} input channels do not fall into {Groups} groups of one size.");
        Shape shape = [KernelSize.Height, KernelSize.Width, channels == Shape.Unknown ? Shape.Unknown : channels / Groups, Filters];
        Kernel = AddWeight("kernel", shape, KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        if (UseBias) Bias = AddWeight("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    internal static Conv2D FromConfig(ConfigReader config) => new(
        config.RequireInt32("filters"),
        config.GetSize("kernel_size") ?? throw config.Error("kernel_size is missing."),
        config.GetSize("strides"),
        Window.ReadPadding(config),
        config.GetSize("dilation_rate"),
        config.GetInt32("groups") ?? 1,
        config.GetActivation("activation"),
        config.GetBoolean("use_bias", true),
        config.GetInitializer("kernel_initializer"),
        config.GetInitializer("bias_initializer"),
        config.GetRegularizer("kernel_regularizer"),
        config.GetRegularizer("bias_regularizer"),
        config.GetRegularizer("activity_regularizer"),
        config.GetConstraint("kernel_constraint"),
        config.GetConstraint("bias_constraint"),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("filters", Filters);
        config.Write("kernel_size", KernelSize);
        config.Write("strides", Strides);
        Window.WritePadding(config, Padding);
        DataFormats.Write(config, DataFormat);
        config.Write("dilation_rate", DilationRate);
        config.Write("groups", Groups);
        config.Write("activation", Activation);
        config.Write("use_bias", UseBias);
        config.Write("kernel_initializer", KernelInitializer);
        config.Write("bias_initializer", BiasInitializer);
        config.Write("kernel_regularizer", KernelRegularizer);
        config.Write("bias_regularizer", BiasRegularizer);
        config.Write("activity_regularizer", ActivityRegularizer);
        config.Write("kernel_constraint", KernelConstraint);
        config.Write("bias_constraint", BiasConstraint);
    }
}
