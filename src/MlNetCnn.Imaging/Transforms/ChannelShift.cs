namespace MlNetCnn.Imaging;

/// <summary>Adds one number to every channel and clips to the range that the picture had (<c>apply_channel_shift</c> of Keras).</summary>
internal static class ChannelShift
{
    public static void Apply(Span<float> pixels, float intensity)
    {
        var (low, high) = PixelRange.Of(pixels);
        foreach (ref var x in pixels) x = Math.Min(Math.Max(x + intensity, low), high);
    }
}
