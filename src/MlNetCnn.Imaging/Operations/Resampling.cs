namespace MlNetCnn.Imaging;

/// <summary>How a resized pixel is made from the source's pixels; names and results are Pillow's.</summary>
public enum Resampling
{
    /// <summary>One source pixel, the nearest. Keras's default in <c>load_img</c>.</summary>
    Nearest,

    /// <summary>Mean over the area of the resized pixel.</summary>
    Box,

    /// <summary>Triangle filter, widened when shrinking (antialiased).</summary>
    Bilinear,

    /// <summary>Cubic convolution with a = -0.5, widened when shrinking (antialiased).</summary>
    Bicubic,
}
