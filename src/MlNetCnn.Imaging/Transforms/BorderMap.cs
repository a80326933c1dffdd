namespace MlNetCnn.Imaging;

/// <summary>Brings a place outside of a picture back into it, as <c>map_coordinate</c> of scipy.ndimage does.</summary>
internal static class BorderMap
{
    /// <summary>Maps one coordinate; below -0.999... (which only <see cref="FillMode.Constant"/> gives) means: take the fixed value.</summary>
    /// <param name="place">Any finite place; 0 is the middle of the first pixel.</param>
    /// <param name="size">Number of pixels along this axis, n.</param>
    /// <param name="mode">What lies outside.</param>
    /// <returns>In [0, n - 1]; for Reflect in (-1, n), whose ends are half pixels of the edge.</returns>
    public static double Map(double place, int size, FillMode mode)
    {
        if (place >= 0 && place <= size - 1) return place;
        return mode switch
        {
            FillMode.Constant => -1,
            FillMode.Nearest => place < 0 ? 0 : size - 1,
            _ when size == 1 => 0,
            FillMode.Reflect => place < 0 ? ReflectBelow(place, size) : ReflectAbove(place, size),
            FillMode.Wrap => place < 0 ? place + (size - 1) * (Math.Truncate(-place / (size - 1)) + 1) : place - (size - 1) * Math.Truncate(place / (size - 1)),
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a fill mode."),
        };
    }

    private static double ReflectBelow(double place, int size)
    {
        var period = 2.0 * size;
        if (place < -period) place += period * Math.Truncate(-place / period);
        if (place < -size) return place + period;
        // So small a number would round to -1, which stands for the fixed value.
        return (place > -1e-15 ? 1e-15 : -place) - 1;
    }

    private static double ReflectAbove(double place, int size)
    {
        var period = 2.0 * size;
        place -= period * Math.Truncate(place / period);
        return place >= size ? period - place - 1 : place;
    }
}
