namespace MlNetCnn.Explain;

/// <summary>The structural similarity of two maps.</summary>
public static class StructuralSimilarity
{
    private const double K1 = 0.01, K2 = 0.03;

    /// <summary>
    /// Mean SSIM (Wang, Bovik, Sheikh, Simoncelli 2004) of two maps brought to 0..1 (<see cref="Heatmap.Normalize"/>), with scikit-image's settings: square windows, all of them inside the map, sample
    /// variances, K1 = 0.01, K2 = 0.03, a range of 1. From -1 to 1; 1 for equal maps.
    /// </summary>
    /// <param name="first">A map.</param>
    /// <param name="second">A map of the same size.</param>
    /// <param name="window">Rows and columns of a window, at least 2; smaller where the map is. Default 7.</param>
    /// <exception cref="ArgumentException">The maps differ in size, or have one row or column only.</exception>
    public static double Of(Heatmap first, Heatmap second, int window = 7)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 2);
        var (height, width) = (first.Height, first.Width);
        if (height != second.Height || width != second.Width) throw new ArgumentException($"The maps are of {first} and {second}: they must be of one size.", nameof(second));
        window = Math.Min(window, Math.Min(height, width));
        if (window < 2) throw new ArgumentException($"A map of {first} has no windows: it needs two rows and columns.", nameof(first));
        var (a, b) = (first.Normalize(), second.Normalize());
        var sum = 0.0;
        for (var row = 0; row + window <= height; row++)
            for (var column = 0; column + window <= width; column++)
                sum += Window(a.Values, b.Values, row * width + column, width, window);
        return sum / ((height - window + 1) * (width - window + 1));
    }

    private static double Window(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int start, int width, int window)
    {
        double sumA = 0, sumB = 0, squaresA = 0, squaresB = 0, products = 0;
        for (var y = 0; y < window; y++)
        {
            for (var x = 0; x < window; x++)
            {
                double va = a[start + y * width + x], vb = b[start + y * width + x];
                sumA += va;
                sumB += vb;
                squaresA += va * va;
                squaresB += vb * vb;
                products += va * vb;
            }
        }

        double count = window * window, meanA = sumA / count, meanB = sumB / count;
        var varianceA = (squaresA - count * meanA * meanA) / (count - 1);
        var varianceB = (squaresB - count * meanB * meanB) / (count - 1);
        var covariance = (products - count * meanA * meanB) / (count - 1);
        return (2 * meanA * meanB + K1 * K1) * (2 * covariance + K2 * K2) / ((meanA * meanA + meanB * meanB + K1 * K1) * (varianceA + varianceB + K2 * K2));
    }
}
