namespace MlNetCnn.Imaging;

/// <summary>Checks of the shape that byte and float pictures share.</summary>
internal static class ImageShape
{
    /// <summary>Number of elements of a picture of a valid shape.</summary>
    public static int Length(int height, int width, int channels)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (channels is not (1 or 3 or 4))
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "A picture has 1 (grey), 3 (RGB) or 4 (RGBA) channels.");
        var length = (long)height * width * channels;
        if (length > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(height), $"A picture of {height}x{width}x{channels} needs {length} elements; the most is {Array.MaxLength}.");
        return (int)length;
    }

    /// <summary>Fails unless an array fits the shape exactly.</summary>
    public static void RequireLength(int height, int width, int channels, int actual)
    {
        var length = Length(height, width, channels);
        if (actual != length)
            throw new ArgumentException($"A picture of {height}x{width}x{channels} has {length} elements; the array has {actual}.", "pixels");
    }
}
