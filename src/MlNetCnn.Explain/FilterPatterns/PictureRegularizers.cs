namespace MlNetCnn.Explain;

/// <summary>What keeps a climbing picture quiet: <c>tv / 2 sum (x_p - x_q)^2</c> over neighbouring pixels p and q, and <c>norm / 2 sum (x - 128)^2</c>.</summary>
internal static class PictureRegularizers
{
    /// <summary>The value, for tests of the gradient.</summary>
    public static double Value(ReadOnlySpan<float> picture, int size, int channels, double totalVariation, double norm)
    {
        var (row, sum) = (size * channels, 0.0);
        for (var i = 0; i < picture.Length; i++)
        {
            if (i + row < picture.Length) sum += totalVariation / 2 * Square(picture[i + row] - (double)picture[i]);
            if (i % row + channels < row) sum += totalVariation / 2 * Square(picture[i + channels] - (double)picture[i]);
            sum += norm / 2 * Square(picture[i] - 128.0);
        }

        return sum;
    }

    /// <summary>The gradient; null where both weights are 0.</summary>
    public static double[]? Gradient(ReadOnlySpan<float> picture, int size, int channels, double totalVariation, double norm)
    {
        if (totalVariation == 0 && norm == 0) return null;
        var row = size * channels;
        var gradient = new double[picture.Length];
        for (var i = 0; i < picture.Length; i++)
        {
            double x = picture[i], sum = norm * (x - 128);
            if (i >= row) sum += totalVariation * (x - picture[i - row]);
            if (i + row < picture.Length) sum += totalVariation * (x - picture[i + row]);
            if (i % row >= channels) sum += totalVariation * (x - picture[i - channels]);
            if (i % row + channels < row) sum += totalVariation * (x - picture[i + channels]);
            gradient[i] = sum;
        }

        return gradient;
    }

    private static double Square(double x) => x * x;
}
