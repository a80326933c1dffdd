using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Initializers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Transposed convolution over pictures (<c>keras.layers.Conv2DTranspose</c>), the way back of a <see cref="Conv2D"/> with the same window, strides and
/// padding (its gradient to the input): each input value adds its multiple of the kernel to the output at its position times the stride. K has the
/// shape (height, width, filters, in).
/// </summary>
/// <remarks>
/// Output size, with k = (size - 1) * dilation + 1. Valid: (n - 1) * stride + k + p, p = max(stride - k, 0) unless outputPadding is given. Same: n * stride, or
/// with outputPadding p (n - 1) * stride + k mod 2 + p. What Conv2D would pad before an input of the output's size is cut off before the output.
/// </remarks>
[KerasName("Conv2DTranspose", "Convolution2DTranspose")]
public sealed class Conv2DTranspose : Layer, IHasDataFormat
{
    /// <summary>Makes the layer.</summary>
    /// <param name="filters">Number of output channels, at least 1.</param>
    /// <param name="kernelSize">Height and width of the window; one number serves for both.</param>
    /// <param name="strides">Step of the window. Default 1.</param>
    /// <param name="padding">Default valid.</param>
    /// <param name="outputPadding">Rows and columns added to the output's size, below the strides; null for Keras's own choice (see the remarks). Default null.</param>
    /// <param name="dilationRate">Step between the window's elements; 1 unless the strides are 1. Default 1.</param>
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
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive, or the output padding is not below the strides.</exception>
    /// <exception cref="ArgumentException">Strides and dilation are both above 1.</exception>
    public Conv2DTranspose(
        int filters,
        Size2D kernelSize,
        Size2D? strides = null,
        Padding padding = Padding.Valid,
        Size2D? outputPadding = null,
        Size2D? dilationRate = null,
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
        Filters = filters;
        KernelSize = kernelSize.CheckPositive(nameof(kernelSize));
        Strides = (strides ?? 1).CheckPositive(nameof(strides));
        Padding = padding;
        DilationRate = (dilationRate ?? 1).CheckPositive(nameof(dilationRate));
        OutputPadding = outputPadding;
        if (outputPadding is { } p && (p.Height < 0 || p.Width < 0 || p.Height >= Strides.Height || p.Width >= Strides.Width))
            throw new ArgumentOutOfRangeException(nameof(outputPadding), p, $"The output padding is at least 0 and below the strides, {Strides}.");
        if (Math.Max(Strides.Height, Strides.Width) > 1 && Math.Max(DilationRate.Height, DilationRate.Width) > 1)
            throw new ArgumentException($"Strides above 1 do not go with dilation above 1: {Strides} and {DilationRate}.", nameof(dilationRate));
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

    /// <summary>Rows and columns added to the output's size; null for Keras's own choice.</summary>
    public Size2D? OutputPadding { get; }

    /// <summary>Step between the window's elements.</summary>
    public Size2D DilationRate { get; }

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

    /// <summary>The kernel, (height, width, filters, in); null before the layer is built.</summary>
    public Weight? Kernel { get; private set; }

    /// <summary>The bias, (filters,); null without one or before the layer is built.</summary>
    public Weight? Bias { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        var (rows, columns, channels) = DataFormat.Split(input);
        CheckChannels(Kernel, 3, channels);
        var height = Window.TransposedOutputSize(rows, KernelSize.Height, Strides.Height, DilationRate.Height, Padding, OutputPadding?.Height);
        var width = Window.TransposedOutputSize(columns, KernelSize.Width, Strides.Width, DilationRate.Width, Padding, OutputPadding?.Width);
        if (height == 0 || width == 0) throw new ArgumentException($"{Name} (Conv2DTranspose) makes nothing of {input.ToBatchString()}: its output padding is too small.");
        return DataFormat.Join(Window.CheckDimension(this, height), Window.CheckDimension(this, width), Filters);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[DataFormat.ChannelAxis()];
        Shape shape = [KernelSize.Height, KernelSize.Width, Filters, channels];
        Kernel = AddWeight("kernel", shape, KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        if (UseBias) Bias = AddWeight("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint);
    }

    internal static Conv2DTranspose FromConfig(ConfigReader config) => new(
        config.RequireInt32("filters"),
        config.GetSize("kernel_size") ?? throw config.Error("kernel_size is missing."),
        config.GetSize("strides"),
        Window.ReadPadding(config),
        config.GetSize("output_padding", least: 0),
        config.GetSize("dilation_rate"),
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
        if (OutputPadding is { } padding) config.Write("output_padding", padding); else config.WriteNull("output_padding");
        DataFormats.Write(config, DataFormat);
        config.Write("dilation_rate", DilationRate);
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
