namespace MlNetCnn.Imaging;

/// <summary>The operations as methods of a picture.</summary>
public static class ImageOperations
{
    /// <summary>Resizes with Pillow's results, byte for byte; see <see cref="Imaging.Resize"/>.</summary>
    /// <param name="image">Any picture; not changed.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <param name="filter">Default nearest, as in Keras's <c>load_img</c>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A height or width below 1, or an unknown filter.</exception>
    public static Image Resize(this Image image, int height, int width, Resampling filter = Resampling.Nearest) =>
        new Resize(height, width, filter).Apply(image);

    /// <summary>Resizes floats with OpenCV's bilinear results, not antialiased; see <see cref="OpenCvResize"/>.</summary>
    /// <param name="image">Any picture; not changed.</param>
    /// <param name="height">Rows of the result, at least 1.</param>
    /// <param name="width">Columns of the result, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A height or width below 1.</exception>
    public static FloatImage ResizeBilinear(this FloatImage image, int height, int width) => new OpenCvResize(height, width).Apply(image);

    /// <summary>Turns or mirrors a picture stored with an EXIF orientation upright; see <see cref="Orient"/>.</summary>
    /// <param name="image">Any picture; not changed.</param>
    /// <param name="orientation">The orientation that the file states (<see cref="ImageInfo.Orientation"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">An orientation other than 1 to 8.</exception>
    public static Image ApplyOrientation(this Image image, ExifOrientation orientation) => new Orient(orientation).Apply(image);
}
