using System.Globalization;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>The values that Keras's preprocessings can give, and so the values that give a wrong one away.</summary>
internal static class PixelRanges
{
    // Bicubic resizing after preprocessing overshoots by some hundredths at edges; a wrong preprocessing is off by far more.
    private const float Slack = 0.05f;

    /// <summary>What pictures become, in words.</summary>
    public static string Describe(Preprocessing mode) => mode switch
    {
        Preprocessing.Caffe => "pixels preprocessed as Caffe (blue, green, red, minus ImageNet's means; about -124 to 151)",
        Preprocessing.Tf => "pixels preprocessed as Tf (x / 127.5 - 1; -1 to 1)",
        Preprocessing.Torch => "pixels preprocessed as Torch (x / 255, minus ImageNet's means, by its deviations; about -2.1 to 2.6)",
        _ => "pixels 0 to 255 as they are",
    };

    /// <summary>What shows, beyond doubt, that values are of another preprocessing; null when nothing does. Bright pictures, for one, look the same to several.</summary>
    /// <param name="wanted">The right one.</param>
    /// <param name="pixels">Values of one picture or of several.</param>
    public static string? Problem(Preprocessing wanted, ReadOnlySpan<float> pixels)
    {
        if (pixels.IsEmpty) return null;
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var x in pixels) (least, most) = (Math.Min(least, x), Math.Max(most, x));
        var (low, high) = wanted switch
        {
            Preprocessing.Caffe => (-123.68f, 255 - 103.939f),
            Preprocessing.Tf => (-1f, 1f),
            Preprocessing.Torch => (-0.485f / 0.229f, (1 - 0.406f) / 0.225f),
            _ => (0f, 255f),
        };
        var slack = Slack * (high - low);
        if (least < low - slack || most > high + slack)
            return string.Create(CultureInfo.InvariantCulture, $"values from {least:0.###} to {most:0.###} are");
        // Whole levels of grey lie 1 apart: many different values within a few levels are of pixels that were scaled.
        if (wanted is Preprocessing.Caffe or Preprocessing.None && least >= -2.2f && most <= 2.7f && HasManyValues(pixels))
            return string.Create(CultureInfo.InvariantCulture, $"only values from {least:0.###} to {most:0.###}, of pixels that were scaled, are");
        return null;
    }

    private static bool HasManyValues(ReadOnlySpan<float> pixels)
    {
        const int many = 32;
        var seen = new HashSet<float>(many);
        foreach (var x in pixels)
            if (seen.Add(x) && seen.Count == many) return true;
        return false;
    }
}
