namespace MlNetCnn.Keras.Layers;

/// <summary>Parts of a picture of other proportions, in the middle: Keras's <c>smart_resize</c> and <c>ops.image.resize</c>.</summary>
internal static class AspectWindow
{
    /// <summary>The largest part within the picture that has the proportions of what is made, resized.</summary>
    public static (AxisWeights Rows, AxisWeights Columns) Cut(int height, int width, PictureSize layer, Interpolation interpolation, bool antialias = false)
    {
        var tall = Math.Max(Math.Min(height, Scale(width, layer.Height, layer.Width)), 1);
        var wide = Math.Max(Math.Min(width, Scale(height, layer.Width, layer.Height)), 1);
        return (AxisWeights.Resize(height, (height - tall) / 2, tall, layer.Height, interpolation, antialias), AxisWeights.Resize(width, (width - wide) / 2, wide, layer.Width, interpolation, antialias));
    }

    /// <summary>The picture with as much on both sides as gives it the proportions of what is made (one less where that is odd), resized.</summary>
    public static (AxisWeights Rows, AxisWeights Columns) Pad(int height, int width, PictureSize layer, Interpolation interpolation, bool antialias)
    {
        var above = (Math.Max(height, Scale(width, layer.Height, layer.Width)) - height) / 2;
        var before = (Math.Max(width, Scale(height, layer.Width, layer.Height)) - width) / 2;
        return (
            AxisWeights.Resize(height, -above, height + 2 * above, layer.Height, interpolation, antialias),
            AxisWeights.Resize(width, -before, width + 2 * before, layer.Width, interpolation, antialias));
    }

    private static int Scale(int size, int factor, int divisor) => (int)((double)size * factor / divisor);
}
