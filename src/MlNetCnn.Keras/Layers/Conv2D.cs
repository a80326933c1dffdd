using MlNetCnn.Keras.Config;
using MlNetCnn.Keras.Initializers;

namespace MlNetCnn.Keras.Layers;

/// <summary>
/// Two-dimensional convolution over NHWC pictures (<c>keras.layers.Conv2D</c>): activation(x * K + b), where * is cross-correlation and K has
/// the shape (height, width, in / groups, filters).
/// </summary>
[KerasName("Conv2D", "Convolution2D")]
public sealed class Conv2D : Layer
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

    /// <summary>The kernel, (height, width, in / groups, filters); null before the layer is built.</summary>
    public Weight? Kernel { get; private set; }

    /// <summary>The bias, (filters,); null without one or before the layer is built.</summary>
    public Weight? Bias { get; private set; }

    /// <inheritdoc/>
    public override Shape ComputeOutputShape(IReadOnlyList<Shape> inputs)
    {
        var input = Single(inputs, rank: 3);
        CheckChannels(Kernel, 2, input[2] == Shape.Unknown ? Shape.Unknown : input[2] / Groups);
        return Window.OutputShape(this, input, KernelSize, Strides, DilationRate, Padding, Filters);
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var channels = Single(inputs, rank: 3)[2];
        if (channels != Shape.Unknown && channels % Groups != 0)
            throw new ArgumentException($"{Name} (Conv2D): {channels} input channels do not fall into {Groups} groups of one size.");
        Kernel = AddWeight("kernel", [KernelSize.Height, KernelSize.Width, channels == Shape.Unknown ? Shape.Unknown : channels / Groups, Filters], KernelInitializer);
        if (UseBias) Bias = AddWeight("bias", [Filters], BiasInitializer);
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
        config.GetString("name"));

    internal override void WriteConfig(ConfigWriter config)
    {
        config.Write("filters", Filters);
        config.Write("kernel_size", KernelSize);
        config.Write("strides", Strides);
        Window.WritePadding(config, Padding);
        config.Write("data_format", "channels_last");
        config.Write("dilation_rate", DilationRate);
        config.Write("groups", Groups);
        config.Write("activation", Activation.Name);
        config.Write("use_bias", UseBias);
        config.Write("kernel_initializer", KernelInitializer);
        config.Write("bias_initializer", BiasInitializer);
        config.WriteNull("kernel_regularizer");
        config.WriteNull("bias_regularizer");
        config.WriteNull("activity_regularizer");
        config.WriteNull("kernel_constraint");
        config.WriteNull("bias_constraint");
    }
}
