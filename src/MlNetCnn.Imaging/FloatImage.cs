namespace MlNetCnn.Imaging;

/// <summary>
/// A picture of floats: height x width x channels, interleaved, the layout that a network reads (NHWC without the N).
/// Values have whatever range their maker says; as converted from bytes, 0 to 255.
/// </summary>
public sealed class FloatImage
{
    private readonly float[] pixels;

    /// <summary>A picture of zeros.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, another number of channels, or too many pixels.</exception>
    public FloatImage(int height, int width, int channels) : this(height, width, channels, new float[ImageShape.Length(height, width, channels)]) { }

    /// <summary>A picture over an existing array, which is not copied: the picture and the caller share it.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <param name="pixels">Exactly height x width x channels elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1 or another number of channels.</exception>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public FloatImage(int height, int width, int channels, float[] pixels)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ImageShape.RequireLength(height, width, channels, pixels.Length);
        (Height, Width, Channels, this.pixels) = (height, width, channels, pixels);
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>1 (grey), 3 (RGB) or 4 (RGBA).</summary>
    public int Channels { get; }

    /// <summary>All pixels: element (y, x, c) is at <c>(y * Width + x) * Channels + c</c>.</summary>
    public Span<float> Pixels => pixels;

    /// <summary>The pixels of one row: Width x Channels elements.</summary>
    /// <param name="y">0 (top) to Height - 1.</param>
    public Span<float> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return pixels.AsSpan(y * Width * Channels, Width * Channels);
    }

    /// <summary>A copy that shares nothing with this picture.</summary>
    public FloatImage Clone() => new(Height, Width, Channels, (float[])pixels.Clone());

    /// <summary>
    /// The picture as bytes: each value is rounded half to even and clipped to 0..255 (what <c>cv2.imwrite</c> does with floats);
    /// not a number becomes 0. Values are not rescaled.
    /// </summary>
    public Image ToBytes()
    {
        var bytes = new byte[pixels.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = MathF.Round(pixels[i], MidpointRounding.ToEven);
            bytes[i] = value >= 255f ? (byte)255 : value > 0f ? (byte)value : (byte)0;
        }

        return new Image(Height, Width, Channels, bytes);
    }

    /// <summary>The shape, e.g. <c>374x500x3</c> (height, width, channels).</summary>
    public override string ToString() => $"{Height}x{Width}x{Channels}";
}
