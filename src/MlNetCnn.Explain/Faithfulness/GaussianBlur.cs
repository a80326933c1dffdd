namespace MlNetCnn.Explain;

/// <summary>Gaussian blur of a picture of numbers.</summary>
internal static class GaussianBlur
{
    /// <summary>Blurs rows, then columns, in double precision; beyond its edges the picture is mirrored without repeating them.</summary>
    public static float[] Of(ReadOnlySpan<float> picture, PictureLayout layout, int size, double sigma)
    {
        var radius = size / 2;
        double[] kernel = [.. Enumerable.Range(-radius, size).Select(i => Math.Exp(-0.5 * i * i / (sigma * sigma)))];
        var sum = kernel.Sum();
        for (var i = 0; i < size; i++) kernel[i] /= sum;

        var values = new double[picture.Length];
        for (var i = 0; i < values.Length; i++) values[i] = picture[i];
        // Channel after channel is as many pictures of one channel.
        var (planes, channels) = layout.IsChannelsFirst ? (layout.Channels, 1) : (1, layout.Channels);
        var row = layout.Width * channels;
        values = Along(values, planes * layout.Height, row, channels, layout.Width, kernel);
        values = Along(values, planes, layout.Height * row, row, layout.Height, kernel);
        return [.. values.Select(v => (float)v)];
    }

    /// <summary>Along one dimension: lines of <paramref name="length"/> places, <paramref name="stride"/> apart.</summary>
    private static double[] Along(double[] values, int blocks, int blockStride, int stride, int length, double[] kernel)
    {
        var result = new double[values.Length];
        var radius = kernel.Length / 2;
        for (var block = 0; block < blocks; block++)
        {
            for (var place = 0; place < length; place++)
            {
                for (var k = 0; k < kernel.Length; k++)
                {
                    var from = block * blockStride + Mirrored(place + k - radius, length) * stride;
                    var to = block * blockStride + place * stride;
                    for (var i = 0; i < stride; i++) result[to + i] += kernel[k] * values[from + i];
                }
            }
        }

        return result;
    }

    /// <summary>The place inside that stands for one outside: d c b | a b c d | c b a.</summary>
    private static int Mirrored(int place, int length)
    {
        if (length == 1) return 0;
        var period = 2 * (length - 1);
        var within = (place % period + period) % period;
        return within < length ? within : period - within;
    }
}
