namespace MlNetCnn.Imaging;

/// <summary>Turns or mirrors a picture so that one stored with an EXIF orientation is upright, as Pillow's <c>ImageOps.exif_transpose</c>.</summary>
/// <param name="Orientation">The orientation that the file states (<see cref="ImageInfo.Orientation"/>).</param>
public sealed record Orient(ExifOrientation Orientation) : IImageOperation
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">An orientation other than 1 to 8.</exception>
    public Image Apply(Image source)
    {
        ArgumentNullException.ThrowIfNull(source);
        // Whether result rows are source columns, and whether source rows and columns are walked backwards.
        var (swap, upwards, leftwards) = Orientation switch
        {
            ExifOrientation.Normal => (false, false, false),
            ExifOrientation.FlipHorizontal => (false, false, true),
            ExifOrientation.Rotate180 => (false, true, true),
            ExifOrientation.FlipVertical => (false, true, false),
            ExifOrientation.Transpose => (true, false, false),
            ExifOrientation.Rotate90Clockwise => (true, true, false),
            ExifOrientation.Transverse => (true, true, true),
            ExifOrientation.Rotate90CounterClockwise => (true, false, true),
            _ => throw new ArgumentOutOfRangeException(nameof(Orientation), Orientation, "An EXIF orientation is 1 to 8."),
        };
        var channels = source.Channels;
        var result = swap ? new Image(source.Width, source.Height, channels) : new Image(source.Height, source.Width, channels);
        ReadOnlySpan<byte> from = source.Pixels;
        var to = result.Pixels;
        var o = 0;
        for (var y = 0; y < result.Height; y++)
            for (var x = 0; x < result.Width; x++, o += channels)
            {
                var (row, column) = swap ? (x, y) : (y, x);
                if (upwards) row = source.Height - 1 - row;
                if (leftwards) column = source.Width - 1 - column;
                from.Slice((row * source.Width + column) * channels, channels).CopyTo(to[o..]);
            }

        return result;
    }
}
