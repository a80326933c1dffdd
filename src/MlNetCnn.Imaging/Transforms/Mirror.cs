using System.Runtime.InteropServices;

namespace MlNetCnn.Imaging;

/// <summary>Flips pixels in place.</summary>
internal static class Mirror
{
    /// <summary>Exchanges left and right.</summary>
    public static void Horizontally(Span<float> pixels, int height, int width, int channels)
    {
        for (var row = 0; row < height; row++)
        {
            var line = pixels.Slice(row * width * channels, width * channels);
            if (channels == 3) MemoryMarshal.Cast<float, Rgb>(line).Reverse();
            else
                for (int left = 0, right = (width - 1) * channels; left < right; left += channels, right -= channels)
                    for (var c = 0; c < channels; c++) (line[left + c], line[right + c]) = (line[right + c], line[left + c]);
        }
    }

    /// <summary>Exchanges top and bottom.</summary>
    public static void Vertically(Span<float> pixels, int height, int width, int channels)
    {
        var length = width * channels;
        for (var row = 0; row < height / 2; row++)
        {
            var upper = pixels.Slice(row * length, length);
            var lower = pixels.Slice((height - 1 - row) * length, length);
            for (var i = 0; i < length; i++) (upper[i], lower[i]) = (lower[i], upper[i]);
        }
    }

    /// <summary>One pixel of three channels, moved as one.</summary>
    private readonly record struct Rgb(float Red, float Green, float Blue);
}
