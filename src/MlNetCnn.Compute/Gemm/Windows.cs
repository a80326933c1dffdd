using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Gemm;

/// <summary>Geometry of windows that slide over an NHWC picture.</summary>
/// <param name="Height">Input rows.</param>
/// <param name="Width">Input columns.</param>
/// <param name="Channels">Input channels.</param>
/// <param name="OutHeight">Output rows.</param>
/// <param name="OutWidth">Output columns.</param>
/// <param name="Size">Height and width of the window.</param>
/// <param name="Strides">Step of the window.</param>
/// <param name="Dilation">Step between its elements.</param>
/// <param name="PadTop">Rows of padding above.</param>
/// <param name="PadLeft">Columns of padding on the left.</param>
internal sealed record Windows(int Height, int Width, int Channels, int OutHeight, int OutWidth, Size2D Size, Size2D Strides, Size2D Dilation, int PadTop, int PadLeft)
{
    /// <summary>Values of an input picture.</summary>
    public nint InputCount => (nint)Height * Width * Channels;

    /// <summary>Number of windows.</summary>
    public int Positions => OutHeight * OutWidth;

    /// <summary>Elements of a window.</summary>
    public int Elements => Size.Height * Size.Width;

    /// <summary>Whether the windows are the pixels, one after the other.</summary>
    public bool ArePixels => Size is { Height: 1, Width: 1 } && Strides is { Height: 1, Width: 1 } && (PadTop, PadLeft, OutHeight, OutWidth) == (0, 0, Height, Width);

    /// <summary>The windows of a layer.</summary>
    public static Windows Of(Keras.Shape input, Keras.Shape output, Size2D size, Size2D strides, Size2D dilation, Padding padding) => new(
        input[0], input[1], input[2], output[0], output[1], size, strides, dilation,
        Window.Pad(input[0], size.Height, strides.Height, dilation.Height, padding).Before,
        Window.Pad(input[1], size.Width, strides.Width, dilation.Width, padding).Before);

    /// <summary>The windows of a layer, over a picture with edges of zeros around it that are not stored.</summary>
    public static Windows Of(Operations.OperationSite site, Size2D size, Size2D strides, Size2D dilation, Padding padding)
    {
        var (input, edges) = (site.Inputs[0], site.Edges);
        var whole = Of([input[0] + edges.Top + edges.Bottom, input[1] + edges.Left + edges.Right, input[2]], site.Output, size, strides, dilation, padding);
        return whole with { Height = input[0], Width = input[1], PadTop = whole.PadTop + edges.Top, PadLeft = whole.PadLeft + edges.Left };
    }

    /// <summary>One window that is the whole picture.</summary>
    public static Windows Whole(Keras.Shape input) => new(input[0], input[1], input[2], 1, 1, (input[0], input[1]), 1, 1, 0, 0);

    /// <summary>
    /// The windows over the output whose sums are the input's gradient, where this window moves by one: its size is the same, its elements turned round.
    /// </summary>
    /// <param name="filters">Channels of the output.</param>
    public Windows Turned(int filters) => new(
        OutHeight, OutWidth, filters, Height, Width, Size, 1, Dilation,
        (Size.Height - 1) * Dilation.Height - PadTop, (Size.Width - 1) * Dilation.Width - PadLeft);

    /// <summary>Output rows first .. end - 1 are those whose element <paramref name="ky"/> lies on the picture.</summary>
    public (int First, int End) RowsWith(int ky) => Clip(OutHeight, Height, Strides.Height, ky * Dilation.Height - PadTop);

    /// <summary>Output columns first .. end - 1 are those whose element <paramref name="kx"/> lies on the picture.</summary>
    public (int First, int End) ColumnsWith(int kx) => Clip(OutWidth, Width, Strides.Width, kx * Dilation.Width - PadLeft);

    /// <summary>Outputs o with 0 &lt;= o stride + offset &lt; input.</summary>
    private static (int First, int End) Clip(int outputs, int input, int stride, int offset)
    {
        var first = offset >= 0 ? 0 : (-offset + stride - 1) / stride;
        var end = input <= offset ? 0 : (input - offset + stride - 1) / stride;
        return (Math.Min(first, outputs), Math.Max(Math.Min(first, outputs), Math.Min(end, outputs)));
    }
}
