namespace MlNetCnn.Imaging;

/// <summary>
/// Bilinear resizing of floats with OpenCV's results (<c>cv2.resize(..., interpolation=cv2.INTER_LINEAR)</c> of float32): centres of pixels lie at halves, the edge is repeated,
/// and shrinking does not blur (other than <see cref="Resampling.Bilinear"/>, which is Pillow's: antialiased, and of bytes). It is how the Keras book brings a heatmap to the
/// size of its picture.
/// </summary>
/// <remarks>
/// Numbers are those of OpenCV 4.6 built without Intel's IPP, to the bit; only at exactly half of both sizes, where it takes means of four in an order that depends on its vectors,
/// one unit in the last place of their sum can differ.
/// </remarks>
/// <param name="Height">Rows of the result, at least 1.</param>
/// <param name="Width">Columns of the result, at least 1.</param>
public sealed record OpenCvResize(int Height, int Width)
{
    /// <summary>Resizes a picture of floats.</summary>
    /// <param name="source">Any picture; not changed.</param>
    /// <returns>A new picture of the same channels, which shares no memory with the source.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A height or width below 1.</exception>
    public FloatImage Apply(FloatImage source)
    {
        ArgumentNullException.ThrowIfNull(source);
        RequireSize();
        var result = new FloatImage(Height, Width, source.Channels);
        LinearKernel.Resize(source.Pixels, source.Height, source.Width, result.Pixels, Height, Width, source.Channels);
        return result;
    }

    /// <summary>Resizes numbers of shape (height, width, channels), of any number of channels: a heatmap has one.</summary>
    /// <param name="source">The numbers; not changed.</param>
    /// <param name="height">Rows of the source, at least 1.</param>
    /// <param name="width">Columns of the source, at least 1.</param>
    /// <param name="channels">Numbers at each place, at least 1.</param>
    /// <returns>Numbers of shape (<see cref="Height"/>, <see cref="Width"/>, channels).</returns>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    /// <exception cref="ArgumentException">The source has another length.</exception>
    public float[] Apply(ReadOnlySpan<float> source, int height, int width, int channels = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        if (source.Length != (long)height * width * channels)
            throw new ArgumentException($"A map of {height}x{width}x{channels} has {(long)height * width * channels} values; here are {source.Length}.", nameof(source));
        RequireSize();
        var result = new float[checked(Height * Width * channels)];
        LinearKernel.Resize(source, height, width, result, Height, Width, channels);
        return result;
    }

    private void RequireSize()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Width, 1);
    }
}
