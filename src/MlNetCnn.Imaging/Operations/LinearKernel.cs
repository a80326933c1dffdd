using System.Numerics;

namespace MlNetCnn.Imaging;

/// <summary>OpenCV's bilinear resizing of floats: along the rows first, each sum of two products rounded as two products and a sum.</summary>
internal static class LinearKernel
{
    public static void Resize(ReadOnlySpan<float> source, int height, int width, Span<float> destination, int toHeight, int toWidth, int channels)
    {
        var rows = new LinearWeights(height, toHeight, exactEdge: false);
        var columns = new LinearWeights(width, toWidth, exactEdge: true);
        // The two stretched rows that the result's row lies between; going down, the lower one becomes the upper one.
        var (upper, lower) = (new float[toWidth * channels], new float[toWidth * channels]);
        var (upperRow, lowerRow) = (-1, -1);
        for (var y = 0; y < toHeight; y++)
        {
            var (near, far) = (rows.Near[y], rows.Far[y]);
            if (near != upperRow && near == lowerRow) (upper, lower, upperRow, lowerRow) = (lower, upper, lowerRow, upperRow);
            if (near != upperRow) Stretch(source.Slice(near * width * channels, width * channels), upper, columns, channels);
            if (far != lowerRow) Stretch(source.Slice(far * width * channels, width * channels), lower, columns, channels);
            (upperRow, lowerRow) = (near, far);
            Blend(upper, lower, rows.Weight[y], destination.Slice(y * toWidth * channels, toWidth * channels));
        }
    }

    private static void Stretch(ReadOnlySpan<float> from, Span<float> to, LinearWeights columns, int channels)
    {
        for (int x = 0, o = 0; o < to.Length; x++)
        {
            var (near, far, weight) = (columns.Near[x] * channels, columns.Far[x] * channels, columns.Weight[x]);
            for (var c = 0; c < channels; c++, o++) to[o] = from[near + c] * (1 - weight) + from[far + c] * weight;
        }
    }

    private static void Blend(ReadOnlySpan<float> upper, ReadOnlySpan<float> lower, float weight, Span<float> to)
    {
        var (near, far) = (new Vector<float>(1 - weight), new Vector<float>(weight));
        var i = 0;
        for (; i <= to.Length - Vector<float>.Count; i += Vector<float>.Count)
            (new Vector<float>(upper[i..]) * near + new Vector<float>(lower[i..]) * far).CopyTo(to[i..]);
        for (; i < to.Length; i++) to[i] = upper[i] * (1 - weight) + lower[i] * weight;
    }
}
