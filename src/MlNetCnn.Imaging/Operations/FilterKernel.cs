using System.Runtime.Intrinsics;

namespace MlNetCnn.Imaging;

/// <summary>
/// Separable resizing in two passes, along the rows and then down the columns, rounded to bytes in between. A pass that
/// would keep the size is left out, as in Pillow.
/// </summary>
internal static class FilterKernel
{
    private const int Half = 1 << (FilterWeights.FractionBits - 1);

    public static Image Resize(Image source, int height, int width, Resampling filter)
    {
        if (source.Width != width) source = AlongRows(source, width, new FilterWeights(source.Width, width, filter));
        if (source.Height != height) source = DownColumns(source, height, new FilterWeights(source.Height, height, filter));
        return source;
    }

    private static Image AlongRows(Image source, int width, FilterWeights filter)
    {
        var result = new Image(source.Height, width, source.Channels);
        for (var y = 0; y < source.Height; y++)
        {
            ReadOnlySpan<byte> from = source.Row(y);
            var to = result.Row(y);
            switch (source.Channels)
            {
                case 1: Grey(from, to, filter); break;
                case 3: Rgb(from, to, filter); break;
                default: Rgba(from, to, filter); break;
            }
        }

        return result;
    }

    private static void Grey(ReadOnlySpan<byte> from, Span<byte> to, FilterWeights filter)
    {
        for (var x = 0; x < to.Length; x++)
        {
            var weights = filter.Weights.AsSpan(x * filter.Stride, filter.Count[x]);
            var pixels = from.Slice(filter.First[x], weights.Length);
            var sum = Half;
            for (var k = 0; k < weights.Length; k++) sum += pixels[k] * weights[k];
            to[x] = Clip(sum);
        }
    }

    private static void Rgb(ReadOnlySpan<byte> from, Span<byte> to, FilterWeights filter)
    {
        for (int x = 0, o = 0; o < to.Length; x++, o += 3)
        {
            var weights = filter.Weights.AsSpan(x * filter.Stride, filter.Count[x]);
            var pixels = from.Slice(filter.First[x] * 3, weights.Length * 3);
            int red = Half, green = Half, blue = Half;
            for (int k = 0, i = 0; k < weights.Length; k++, i += 3)
            {
                var weight = weights[k];
                red += pixels[i] * weight;
                green += pixels[i + 1] * weight;
                blue += pixels[i + 2] * weight;
            }

            (to[o], to[o + 1], to[o + 2]) = (Clip(red), Clip(green), Clip(blue));
        }
    }

    private static void Rgba(ReadOnlySpan<byte> from, Span<byte> to, FilterWeights filter)
    {
        for (int x = 0, o = 0; o < to.Length; x++, o += 4)
        {
            var weights = filter.Weights.AsSpan(x * filter.Stride, filter.Count[x]);
            var pixels = from.Slice(filter.First[x] * 4, weights.Length * 4);
            int red = Half, green = Half, blue = Half, alpha = Half;
            for (int k = 0, i = 0; k < weights.Length; k++, i += 4)
            {
                var weight = weights[k];
                red += pixels[i] * weight;
                green += pixels[i + 1] * weight;
                blue += pixels[i + 2] * weight;
                alpha += pixels[i + 3] * weight;
            }

            (to[o], to[o + 1], to[o + 2], to[o + 3]) = (Clip(red), Clip(green), Clip(blue), Clip(alpha));
        }
    }

    /// <summary>Channels do not matter here: every byte of a row is a column of its own. Sums of a whole row advance together.</summary>
    private static Image DownColumns(Image source, int height, FilterWeights filter)
    {
        var result = new Image(height, source.Width, source.Channels);
        var sums = new int[source.Width * source.Channels];
        for (var y = 0; y < height; y++)
        {
            sums.AsSpan().Fill(Half);
            for (var k = 0; k < filter.Count[y]; k++)
            {
                var weight = filter.Weights[y * filter.Stride + k];
                ReadOnlySpan<byte> from = source.Row(filter.First[y] + k);
                Accumulate(sums, from, weight);
            }

            var to = result.Row(y);
            for (var x = 0; x < to.Length; x++) to[x] = Clip(sums[x]);
        }

        return result;
    }

    private static void Accumulate(Span<int> sums, ReadOnlySpan<byte> row, int weight)
    {
        sums = sums[..row.Length];
        var x = 0;
        for (; x <= row.Length - 16; x += 16)
        {
            var (low, high) = Vector128.Widen(Vector128.Create(row[x..]));
            var (first, second) = Vector256.Widen(Vector256.Create(low, high));
            (Vector256.Create(sums[x..]) + first.AsInt32() * weight).CopyTo(sums[x..]);
            (Vector256.Create(sums[(x + 8)..]) + second.AsInt32() * weight).CopyTo(sums[(x + 8)..]);
        }

        for (; x < row.Length; x++) sums[x] += row[x] * weight;
    }

    private static byte Clip(int sum) => (byte)Math.Clamp(sum >> FilterWeights.FractionBits, 0, 255);
}
