namespace MlNetCnn.Imaging;

/// <summary>
/// <c>apply_brightness_shift</c> of Keras: the picture becomes bytes, Pillow's <c>ImageEnhance.Brightness</c> blends it with black, and it becomes floats again. So
/// values are whole numbers afterwards, even with a factor of 1.
/// </summary>
internal static class Brightness
{
    public static void Apply(Span<float> pixels, int channels, float factor, AffineConvention convention)
    {
        var (low, high) = PixelRange.Of(pixels);
        var keras3 = convention == AffineConvention.Keras3;
        // Keras 3 stretches only what does not fit into bytes, and undoes it; keras_preprocessing always stretches, upwards only, and leaves it so.
        var stretches = !keras3 || low < 0 || high > 255;
        var shift = keras3 ? -low : Math.Max(-low, 0);
        var top = high + shift;
        for (var i = 0; i < pixels.Length; i++)
        {
            var x = pixels[i];
            if (stretches)
            {
                x += shift;
                if (top != 0) x /= top;
                x *= 255;
            }

            var value = (byte)Math.Clamp(float.IsNaN(x) ? 0 : x, 0, 255);
            // Alpha keeps its value: Pillow blends with black of the same alpha.
            x = channels == 4 && i % 4 == 3 ? value : Blend(value, factor);
            pixels[i] = keras3 && stretches ? x / 255 * (high - low) + low : x;
        }
    }

    /// <summary>Pillow's <c>Image.blend</c> of black and a level: cut off, not rounded.</summary>
    private static byte Blend(byte value, float factor) => (byte)Math.Clamp(factor * value, 0, 255);
}
