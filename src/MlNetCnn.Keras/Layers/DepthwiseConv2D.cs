using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Convolution of every input channel by itself (<c>keras.layers.DepthwiseConv2D</c>): output channel c * depthMultiplier + m is
/// activation(x_c * K_cm + b), where * is cross-correlation and K has the shape (height, width, in, depthMultiplier).
/// </summary>
/// <remarks>Keras 2 files call the kernel <c>depthwise_kernel</c>; here as in Keras 3 it is <c>kernel</c>.</remarks>
[KerasName("DepthwiseConv2D")]
public sealed class DepthwiseConv2D : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="kernelSize">Height and width of the window; one number serves for both.</param>
    /// <param name="strides">Step of the window. Default 1.</param>
    /// <param name="padding">Default valid.</param>
    /// <param name="depthMultiplier">Output channels per input channel. Default 1.</param>
    /// <param name="dilationRate">Step between the window's elements. Default 1.</param>
    /// <param name="activation">Default linear.</param>
    /// <param name="useBias">Whether b is added. Default true.</param>
    /// <param name="depthwiseInitializer">Default <see cref="GlorotUniform"/>.</param>
    /// <param name="biasInitializer">Default <see cref="Zeros"/>.</param>
    /// <param name="depthwiseRegularizer">The penalty on the kernel. Default none.</param>
    /// <param name="biasRegularizer">The penalty on the bias. Default none.</param>
    /// <param name="activityRegularizer">The penalty on the output. Default none.</param>
    /// <param name="depthwiseConstraint">The rule that the kernel obeys. Default none.</param>
    /// <param name="biasConstraint">The rule that the bias obeys. Default none.</param>
    /// <param name="dataFormat">Where the channels stand. Default last.</param>
    /// <param name="name">Null to be named by the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    public DepthwiseConv2D(
        Size2D kernelSize,
        Size2D? strides = null,
        Padding padding = Padding.Valid,
        int depthMultiplier = 1,
        Size2D? dilationRate = null,
        ActivationFunction? activation = null,
        bool useBias = true,
        Initializer? depthwiseInitializer = null,
        Initializer? biasInitializer = null,
        Regularizer? depthwiseRegularizer = null,
        Regularizer? biasRegularizer = null,
        Regularizer? activityRegularizer = null,
        Constraint? depthwiseConstraint = null,
        Constraint? biasConstraint = null,
        DataFormat dataFormat = DataFormat.ChannelsLast,
        string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(depthMultiplier);
        KernelSize = kernelSize.CheckPositive(nameof(kernelSize));
        Strides = (strides ?? 1).CheckPositive(nameof(strides));
        Padding = padding;
        DepthMultiplier = depthMultiplier;
        DilationRate = (dilationRate ?? 1).CheckPositive(nameof(dilationRate));
        Activation = activation ?? Activations.Linear;
        UseBias = useBias;
        DepthwiseInitializer = depthwiseInitializer ?? new GlorotUniform();
        BiasInitializer = biasInitializer ?? new Zeros();
        DepthwiseRegularizer = depthwiseRegularizer;
        BiasRegularizer = biasRegularizer;
        ActivityRegularizer = activityRegularizer;
        DepthwiseConstraint = depthwiseConstraint;
        BiasConstraint = biasConstraint;
        DataFormat = dataFormat;
    }

    /// <summary>Height and width of the window.</summary>
    public Size2D KernelSize { get; }

    /// <summary>Step of the window.</summary>
    public Size2D Strides { get; }

    /// <summary>How windows meet the edges.</summary>
    public Padding Padding { get; }

    /// <summary>Output channels per input channel.</summary>
    public int DepthMultiplier { get; }

    /// <summary>Step between the window's elements.</summary>
    public Size2D DilationRate { get; }

    /// <summary>Applied to the sum.</summary>
    public ActivationFunction Activation { get; }

    /// <summary>Whether there is a bias.</summary>
    public bool UseBias { get; }

    /// <summary>How the kernel is drawn.</summary>
    public Initializer DepthwiseInitializer { get; }

    /// <summary>How the bias is drawn.</summary>
    public Initializer BiasInitializer { get; }

    /// <summary>The penalty on the kernel; null for none.</summary>
    public Regularizer? DepthwiseRegularizer { get; }

    /// <summary>The penalty on the bias; null for none.</summary>
    public Regularizer? BiasRegularizer { get; }

    /// <summary>The rule that the kernel obeys; null for none.</summary>
    public Constraint? DepthwiseConstraint { get; }

    /// <summary>The rule that the bias obeys; null for none.</summary>
    public Constraint? BiasConstraint { get; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; }

    /// <summary>The kernel, (height, width, in, depthMultiplier); null before the layer is built.</summary>
    public Weight? Kernel { get; private set; }

    /// <summary>The bias, (in * depthMultiplier,); null without one or before the layer is built.</summary>
    public Weight? Bias { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        var channels = input[DataFormat.ChannelAxis()];
        CheckChannels(Kernel, 2, channels);
        return Window.OutputShape(this, input, KernelSize, Strides, DilationRate, Padding, OutputChannels(channels), DataFormat);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[DataFormat.ChannelAxis()];
        Shape shape = [KernelSize.Height, KernelSize.Width, channels, DepthMultiplier];
        Kernel = AddWeight("kernel", shape, DepthwiseInitializer, regularizer: DepthwiseRegularizer, constraint: DepthwiseConstraint);
        if (UseBias) Bias = AddWeight("bias", [OutputChannels(channels)], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    private int OutputChannels(int channels) =>
        channels == Shape.Unknown ? Shape.Unknown : Window.CheckDimension(this, (long)channels * DepthMultiplier);

    internal static DepthwiseConv2D FromConfig(ConfigReader config) => new(
        config.GetSize("kernel_size") ?? throw config.Error("kernel_size is missing."),
        config.GetSize("strides"),
        Window.ReadPadding(config),
        config.GetInt32("depth_multiplier") ?? 1,
        config.GetSize("dilation_rate"),
        config.GetActivation("activation"),
        config.GetBoolean("use_bias", true),
        config.GetInitializer("depthwise_initializer"),
        config.GetInitializer("bias_initializer"),
        config.GetRegularizer("depthwise_regularizer"),
        config.GetRegularizer("bias_regularizer"),
        config.GetRegularizer("activity_regularizer"),
        config.GetConstraint("depthwise_constraint"),
        config.GetConstraint("bias_constraint"),
        DataFormats.Read(config),
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("depth_multiplier", DepthMultiplier);
        config.Write("kernel_size", KernelSize);
        config.Write("strides", Strides);
        Window.WritePadding(config, Padding);
        DataFormats.Write(config, DataFormat);
        config.Write("dilation_rate", DilationRate);
        config.Write("activation", Activation);
        config.Write("use_bias", UseBias);
        config.Write("depthwise_initializer", DepthwiseInitializer);
        config.Write("bias_initializer", BiasInitializer);
        config.Write("depthwise_regularizer", DepthwiseRegularizer);
        config.Write("bias_regularizer", BiasRegularizer);
        config.Write("activity_regularizer", ActivityRegularizer);
        config.Write("depthwise_constraint", DepthwiseConstraint);
        config.Write("bias_constraint", BiasConstraint);
    }
}
