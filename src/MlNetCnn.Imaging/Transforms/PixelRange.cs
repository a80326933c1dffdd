namespace MlNetCnn.Imaging;

/// <summary>Smallest and largest value of a picture.</summary>
internal static class PixelRange
{
    public static (float Low, float High) Of(ReadOnlySpan<float> pixels)
    {
        var (low, high) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var x in pixels) (low, high) = (Math.Min(low, x), Math.Max(high, x));
        return (low, high);
    }
}
