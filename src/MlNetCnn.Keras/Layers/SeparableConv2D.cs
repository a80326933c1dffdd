using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// A convolution of every input channel by itself, then one of 1x1 over all of what it made (<c>keras.layers.SeparableConv2D</c>): channel
/// c * depthMultiplier + m in between is x_c * K_cm with K of shape (height, width, in, depthMultiplier), without bias or activation; the output is
/// activation(y P + b) with P of shape (1, 1, in * depthMultiplier, filters).
/// </summary>
[KerasName("SeparableConv2D", "SeparableConvolution2D")]
public sealed class SeparableConv2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Height and width of the window; one number serves for both.</param>
    /// <param name="strides">Step of the window. Default 1.</param>
    /// <param name="padding">Default valid.</param>
    /// <param name="dilationRate">Step between the window's elements. Default 1.</param>
    /// <param name="depthMultiplier">Channels in between per input channel. Default 1.</param>
    /// <param name="activation">Default linear.</param>
    /// <param name="useBias">Whether b is added. Default true.</param>
    /// <param name="depthwiseInitializer">Default <see cref="GlorotUniform"/>.</param>
    /// <param name="pointwiseInitializer">Default <see cref="GlorotUniform"/>.</param>
    /// <param name="biasInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="depthwiseRegularizer">The penalty on the depthwise kernel. Default none.</param>
    /// <param name="pointwiseRegularizer">The penalty on the pointwise kernel. Default none.</param>
    /// <param name="biasRegularizer">The penalty on the bias. Default none.</param>
    /// <param name="activityRegularizer">The penalty on the output. Default none.</param>
    /// <param name="depthwiseConstraint">The rule that the depthwise kernel obeys. Default none.</param>
    /// <param name="pointwiseConstraint">The rule that the pointwise kernel obeys. Default none.</param>
    /// <param name="biasConstraint">The rule that the bias obeys. Default none.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public SeparableConv2D(
        int filters,
        Size2D kernelSize,
        Size2D? strides = null,
        Padding padding = Padding.Valid,
        Size2D? dilationRate = null,
        int depthMultiplier = 1,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? pointwiseInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? depthwiseRegularizer = null,
        Regularizer? pointwiseRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? depthwiseConstraint = null,
        Constraint? pointwiseConstraint = null,
        Constraint? biasConstraint = null,
        DataFormat dataFormat = DataFormat.ChannelsLast,
        string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filters);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depthMultiplier);
        Filters = filters;
        KernelSize = kernelSize.CheckPositive(nameof(kernelSize));
        Strides = (strides ?? 1).CheckPositive(nameof(strides));
        Padding = padding;
        DepthMultiplier = depthMultiplier;
        DilationRate = (dilationRate ?? 1).CheckPositive(nameof(dilationRate));
        Activation = activation ?? Activations.Linear;
        UseBias = useBias;
        DepthwiseInitializer = depthwiseInitializer ?? new GlorotUniform();
        PointwiseInitializer = pointwiseInitializer ?? new GlorotUniform();
        BiasInitializer = biasInitializer ?? new Zeros();
        DepthwiseRegularizer = depthwiseRegularizer;
        PointwiseRegularizer = pointwiseRegularizer;
        BiasRegularizer = biasRegularizer;
        ActivityRegularizer = activityRegularizer;
        DepthwiseConstraint = depthwiseConstraint;
        PointwiseConstraint = pointwiseConstraint;
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

    /// <summary>Channels in between per input channel.</summary>
    public int DepthMultiplier { get; }

    /// <summary>Step between the window's elements.</summary>
    public Size2D DilationRate { get; }

    /// <summary>Applied to the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <summary>How the depthwise kernel is drawn.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>How the pointwise kernel is drawn.</summary>
    public Initializer PointwiseInitializer { get; }

    /// <summary>How the bias is drawn.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>The penalty on the depthwise kernel; null for none.</summary>
    public Regularizer? DepthwiseRegularizer { get; }

    /// <summary>The penalty on the pointwise kernel; null for none.</summary>
    public Regularizer? PointwiseRegularizer { get; }

    /// <summary>The penalty on the bias; null for none.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>The rule that the depthwise kernel obeys; null for none.</summary>
    public Constraint? DepthwiseConstraint { get; }

    /// <summary>The rule that the pointwise kernel obeys; null for none.</summary>
    public Constraint? PointwiseConstraint { get; }

    /// <summary>The rule that the bias obeys; null for none.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>The first kernel, (height, width, in, depthMultiplier); null before the layer is built.</summary>
    public Weight? DepthwiseKernel { get; private set; }

    /// <summary>The second kernel, (1, 1, in * depthMultiplier, filters); null before the layer is built.</summary>
    public Weight? PointwiseKernel { get; private set; }

    /// <summary>The bias, (filters,); null without one or before the layer is built.</summary>
    public Weight? Bias { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        var channels = input[DataFormat.ChannelAxis()];
        CheckChannels(DepthwiseKernel, 2, channels);
        return Window.OutputShape(this, input, KernelSize, Strides, DilationRate, Padding, Filters, DataFormat);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[DataFormat.ChannelAxis()];
        var between = channels == Shape.Unknown ? Shape.Unknown : Window.CheckDimension(this, (long)channels * DepthMultiplier);
        Shape depthwise = [KernelSize.Height, KernelSize.Width, channels, DepthMultiplier];
        DepthwiseKernel = AddWeight("depthwise_kernel", depthwise, DepthwiseInitializer, regularizer: DepthwiseRegularizer, constraint: DepthwiseConstraint);
        PointwiseKernel = AddWeight("pointwise_kernel", [1, 1, between, Filters], PointwiseInitializer, regularizer: PointwiseRegularizer, constraint: PointwiseConstraint);
        if (UseBias) Bias = AddWeight("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    internal static SeparableConv2D FromConfig(ConfigReader config) => new(
        config.RequireInt32("filters"),
        config.GetSize("kernel_size") ?? throw config.Error("kernel_size is missing."),
        config.GetSize("strides"),
        Window.ReadPadding(config),
        config.GetSize("dilation_rate"),
        config.GetInt32("depth_multiplier") ?? 1,
        config.GetActivation("activation"),
        config.GetBoolean("use_bias", true),
        config.GetInitializer("depthwise_initializer"),
        config.GetInitializer("pointwise_initializer"),
        config.GetInitializer("bias_initializer"),
        config.GetRegularizer("depthwise_regularizer"),
        config.GetRegularizer("pointwise_regularizer"),
        config.GetRegularizer("bias_regularizer"),
        config.GetRegularizer("activity_regularizer"),
        config.GetConstraint("depthwise_constraint"),
        config.GetConstraint("pointwise_constraint"),
        config.GetConstraint("bias_constraint"),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("depth_multiplier", DepthMultiplier);
        config.Write("filters", Filters);
        config.Write("kernel_size", KernelSize);
        config.Write("strides", Strides);
        Window.WritePadding(config, Padding);
        DataFormats.Write(config, DataFormat);
        config.Write("dilation_rate", DilationRate);
        config.Write("activation", Activation);
        config.Write("use_bias", UseBias);
        config.Write("depthwise_initializer", DepthwiseInitializer);
        config.Write("pointwise_initializer", PointwiseInitializer);
        config.Write("bias_initializer", BiasInitializer);
        config.Write("depthwise_regularizer", DepthwiseRegularizer);
        config.Write("pointwise_regularizer", PointwiseRegularizer);
        config.Write("bias_regularizer", BiasRegularizer);
        config.Write("activity_regularizer", ActivityRegularizer);
        config.Write("depthwise_constraint", DepthwiseConstraint);
        config.Write("pointwise_constraint", PointwiseConstraint);
        config.Write("bias_constraint", BiasConstraint);
    }
}
