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

    /// <summary>The windows of a layer.</summary>
    public static Windows Of(Keras.Shape input, Keras.Shape output, Size2D size, Size2D strides, Size2D dilation, Padding padding) => new(
        input[0], input[1], input[2], output[0], output[1], size, strides, dilation,
        Window.Pad(input[0], size.Height, strides.Height, dilation.Height, padding).Before,
        Window.Pad(input[1], size.Width, strides.Width, dilation.Width, padding).Before);

    /// <summary>One window that is the whole picture.</summary>
    public static Windows Whole(Keras.Shape input) => new(input[0], input[1], input[2], 1, 1, (input[0], input[1]), 1, 1, 0, 0);
}
