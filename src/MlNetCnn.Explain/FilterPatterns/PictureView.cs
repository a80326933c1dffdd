using MlNetCnn.Keras;

namespace MlNetCnn.Explain;

/// <summary>A climbing picture as a step sees it: shifted and turned about its centre, interpolated bilinearly, its edges drawn out.</summary>
/// <param name="Down">Shift in pixels.</param>
/// <param name="Right">Shift in pixels.</param>
/// <param name="Angle">In radians.</param>
internal readonly record struct PictureView(int Down, int Right, double Angle)
{
    /// <summary>The picture as it is.</summary>
    public static PictureView Whole => default;

    /// <summary>Draws the view of a step.</summary>
    public static PictureView Draw(FilterPatternOptions options, int filter, int step)
    {
        if (options is { Jitter: 0, Rotation: 0 }) return Whole;
        var random = new RandomStream(options.Seed, $"filter-patterns/{filter}/view", step);
        int Shift() => random.NextInt32(2 * options.Jitter + 1) - options.Jitter;
        return new PictureView(Shift(), Shift(), (2 * random.NextDouble() - 1) * options.Rotation * Math.PI / 180);
    }

    /// <summary>The picture seen.</summary>
    public float[] See(float[] picture, int size, int channels)
    {
        if (this == Whole) return picture;
        var seen = new float[picture.Length];
        ForEach(size, (pixel, source, weight) =>
        {
            for (var c = 0; c < channels; c++) seen[pixel * channels + c] += (float)(weight * picture[source * channels + c]);
        });
        return seen;
    }

    /// <summary>The gradient by the picture of one by what was seen: the transpose of <see cref="See"/>.</summary>
    public double[] Trace(double[] gradient, int size, int channels)
    {
        if (this == Whole) return gradient;
        var traced = new double[gradient.Length];
        ForEach(size, (pixel, source, weight) =>
        {
            for (var c = 0; c < channels; c++) traced[source * channels + c] += weight * gradient[pixel * channels + c];
        });
        return traced;
    }

    /// <summary>Visits what each pixel seen is made of.</summary>
    private void ForEach(int size, Action<int, int, double> visit)
    {
        var (sin, cos) = Math.SinCos(Angle);
        var centre = (size - 1) / 2.0;
        for (var y = 0; y < size; y++)
        {
            for (var x = 0; x < size; x++)
            {
                var (dy, dx) = (y - centre, x - centre);
                var (top, below) = Split(centre + cos * dy - sin * dx + Down, size);
                var (left, beside) = Split(centre + sin * dy + cos * dx + Right, size);
                var pixel = y * size + x;
                visit(pixel, top * size + left, (1 - below) * (1 - beside));
                if (beside > 0) visit(pixel, top * size + left + 1, (1 - below) * beside);
                if (below > 0) visit(pixel, (top + 1) * size + left, below * (1 - beside));
                if (below > 0 && beside > 0) visit(pixel, (top + 1) * size + left + 1, below * beside);
            }
        }
    }

    private static (int First, double Beyond) Split(double at, int size)
    {
        var within = Math.Clamp(at, 0, size - 1);
        var first = Math.Min((int)within, size - 1);
        return (first, within - first);
    }
}
