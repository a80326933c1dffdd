namespace MlNetCnn.Imaging;

/// <summary>
/// A picture of bytes: height x width x channels, interleaved, row after row from the top left, as Pillow, OpenCV and Keras
/// lay out an array of shape <c>(height, width, channels)</c>. Channels are 1 (grey), 3 (red, green, blue) or 4 (red, green,
/// blue, alpha; alpha not premultiplied). The size never changes; the pixels may.
/// </summary>
public sealed class Image
{
    private readonly byte[] pixels;

    /// <summary>A black (and, with four channels, transparent) picture.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1, another number of channels, or more than 2 GiB of pixels.</exception>
    public Image(int height, int width, int channels) : this(height, width, channels, new byte[ImageShape.Length(height, width, channels)]) { }

    /// <summary>A picture over an existing array, which is not copied: the picture and the caller share it.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="channels">1, 3 or 4.</param>
    /// <param name="pixels">Exactly height x width x channels bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1 or another number of channels.</exception>
    /// <exception cref="ArgumentException">The array has another length.</exception>
    public Image(int height, int width, int channels, byte[] pixels)
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
    public Span<byte> Pixels => pixels;

    /// <summary>The pixels of one row: Width x Channels bytes.</summary>
    /// <param name="y">0 (top) to Height - 1.</param>
    public Span<byte> Row(int y)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(y);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(y, Height);
        return pixels.AsSpan(y * Width * Channels, Width * Channels);
    }

    /// <summary>A copy that shares nothing with this picture.</summary>
    public Image Clone() => new(Height, Width, Channels, (byte[])pixels.Clone());

    /// <summary>
    /// The picture with three channels, as Pillow's <c>convert("RGB")</c>: grey is replicated, alpha is dropped (not blended).
    /// Returns this very picture when it has three channels already.
    /// </summary>
    public Image ToRgb()
    {
        if (Channels == 3) return this;
        var rgb = new byte[ImageShape.Length(Height, Width, 3)];
        var source = pixels;
        if (Channels == 1)
            for (int i = 0, o = 0; i < source.Length; i++, o += 3)
                rgb[o] = rgb[o + 1] = rgb[o + 2] = source[i];
        else
            for (int i = 0, o = 0; i < source.Length; i += 4, o += 3)
                (rgb[o], rgb[o + 1], rgb[o + 2]) = (source[i], source[i + 1], source[i + 2]);
        return new Image(Height, Width, 3, rgb);
    }

    /// <summary>
    /// The picture with one channel, as Pillow's <c>convert("L")</c>: ITU-R 601-2 luma in fixed point,
    /// <c>(19595 R + 38470 G + 7471 B + 32768) >> 16</c>; alpha is dropped. Returns this very picture when it is grey already.
    /// </summary>
    public Image ToGrey()
    {
        if (Channels == 1) return this;
        var grey = new byte[ImageShape.Length(Height, Width, 1)];
        var source = pixels;
        for (int i = 0, o = 0; o < grey.Length; i += Channels, o++)
            grey[o] = (byte)((19595 * source[i] + 38470 * source[i + 1] + 7471 * source[i + 2] + 32768) >> 16);
        return new Image(Height, Width, 1, grey);
    }

    /// <summary>The same picture as floats 0 to 255, not rescaled (Keras's <c>img_to_array</c>).</summary>
    public FloatImage ToFloat() => new(Height, Width, Channels, ToFloatArray());

    /// <summary>A new array of the pixels as floats 0 to 255, shape (Height, Width, Channels).</summary>
    public float[] ToFloatArray()
    {
        var values = new float[pixels.Length];
        CopyTo(values);
        return values;
    }

    /// <summary>Writes the pixels as floats 0 to 255, shape (Height, Width, Channels).</summary>
    /// <param name="destination">At least Height x Width x Channels elements.</param>
    /// <exception cref="ArgumentException">The destination is shorter.</exception>
    public void CopyTo(Span<float> destination)
    {
        if (destination.Length < pixels.Length)
            throw new ArgumentException($"The destination has {destination.Length} elements; a picture of {this} needs {pixels.Length}.", nameof(destination));
        for (var i = 0; i < pixels.Length; i++) destination[i] = pixels[i];
    }

    /// <summary>The shape, e.g. <c>374x500x3</c> (height, width, channels).</summary>
    public override string ToString() => $"{Height}x{Width}x{Channels}";
}
