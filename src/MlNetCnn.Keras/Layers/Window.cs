using MlNetCnn.Keras.Config;

namespace MlNetCnn.Keras.Layers;

/// <summary>The arithmetic of sliding windows, one axis at a time; shapes here and kernels in the engines use the same.</summary>
public static class Window
{
    /// <summary>Number of output positions along an axis.</summary>
    /// <param name="input">Input size, or <see cref="Shape.Unknown"/>.</param>
    /// <param name="size">Window size.</param>
    /// <param name="stride">Step between windows.</param>
    /// <param name="dilation">Step between the window's elements.</param>
    /// <param name="padding">Valid or same.</param>
    /// <returns>The output size; <see cref="Shape.Unknown"/> for an unknown input; 0 or less when a valid window does not fit.</returns>
    public static int OutputSize(int input, int size, int stride, int dilation, Padding padding) =>
        input == Shape.Unknown ? Shape.Unknown
        : padding == Padding.Same ? (int)(((long)input + stride - 1) / stride)
        : input < Span(size, dilation) ? 0
        : (int)((input - Span(size, dilation)) / stride + 1);

    /// <summary>Rows (or columns) of padding before the first and after the last element.</summary>
    public static (int Before, int After) Pad(int input, int size, int stride, int dilation, Padding padding)
    {
        if (padding == Padding.Valid) return (0, 0);
        var output = OutputSize(input, size, stride, dilation, padding);
        var total = (int)Math.Min(Math.Max((output - 1L) * stride + Span(size, dilation) - input, 0), int.MaxValue);
        return (total / 2, total - total / 2);
    }

    /// <summary>Number of output positions of a transposed convolution along an axis (Keras 3's <c>compute_conv_transpose_output_shape</c>).</summary>
    /// <param name="input">Input size, or <see cref="Shape.Unknown"/>.</param>
    /// <param name="size">Window size.</param>
    /// <param name="stride">Step between windows in the output.</param>
    /// <param name="dilation">Step between the window's elements.</param>
    /// <param name="padding">Valid or same.</param>
    /// <param name="outputPadding">Added to the size; null for Keras's own choice: a valid output covers whole strides, a same one is input times stride.</param>
    /// <returns>
    /// The output size; <see cref="Shape.Unknown"/> for an unknown input. For this size as input, <see cref="Pad"/> tells what is cut off before and after.
    /// </returns>
    public static long TransposedOutputSize(int input, int size, int stride, int dilation, Padding padding, int? outputPadding)
    {
        if (input == Shape.Unknown) return Shape.Unknown;
        var span = Span(size, dilation);
        return padding == Padding.Valid ? (input - 1L) * stride + span + (outputPadding ?? Math.Max(stride - span, 0))
            : outputPadding is { } added ? (input - 1L) * stride + span % 2 + added
            : (long)input * stride;
    }

    /// <summary>
    /// Rows (or columns) of a transposed convolution that are cut off before the first of the output, as Keras 3 does for all its backends: of the window's span s less 1 what a padding
    /// of (stride + s - 2) / 2 before, or with an output padding p of (s + s mod 2 - 2 + p) / 2, rounded up, leaves.
    /// </summary>
    internal static int TransposedCut(int size, int stride, int dilation, Padding padding, int? outputPadding)
    {
        if (padding == Padding.Valid) return 0;
        var span = Span(size, dilation);
        var total = outputPadding is { } added ? span + span % 2 - 2 + added : stride + span - 2;
        return (int)(span - 1 - Math.Min((total + 1) / 2, span - 1));
    }

    /// <summary>The dimension of an output as an int, if there can be such an array.</summary>
    internal static int CheckDimension(Layer layer, long dimension) => dimension <= Array.MaxLength
        ? (int)dimension
        : throw new ArgumentException($"{layer.Name} ({layer.ClassName}) makes a dimension of {dimension}, more than an array can hold.");

    internal static Shape OutputShape(Layer layer, Shape input, Size2D size, Size2D strides, Size2D dilation, Padding padding, int channels, DataFormat format)
    {
        var (rows, columns, _) = format.Split(input);
        var height = OutputSize(rows, size.Height, strides.Height, dilation.Height, padding);
        var width = OutputSize(columns, size.Width, strides.Width, dilation.Width, padding);
        if (height == 0 || width == 0)
            throw new ArgumentException($"{layer.Name} ({layer.ClassName}) has a window of {size.Height}x{size.Width}, which does not fit into {input.ToBatchString()}.");
        return format.Join(height, width, channels);
    }

    /// <summary>Elements from the first to the last of a dilated window; in 64 bits, since sizes come from files.</summary>
    private static long Span(int size, int dilation) => (size - 1L) * dilation + 1;

    internal static Padding ReadPadding(ConfigReader config) => config.GetString("padding", "valid") switch
    {
        "valid" => Padding.Valid,
        "same" => Padding.Same,
        var other => throw config.Error($"padding is 'valid' or 'same', not '{other}'."),
    };

    internal static void WritePadding(ConfigWriter config, Padding padding) => config.Write("padding", padding == Padding.Same ? "same" : "valid");
}
