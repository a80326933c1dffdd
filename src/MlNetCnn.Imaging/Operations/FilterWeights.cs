namespace MlNetCnn.Imaging;

/// <summary>The weights by which a row (or column) of source pixels makes each resized one, in Pillow's fixed point of 22 bits.</summary>
internal sealed class FilterWeights
{
    /// <summary>Binary digits behind the point: 32, less 8 for the pixel and 2 for sums beyond one.</summary>
    public const int FractionBits = 32 - 8 - 2;

    /// <summary>For each resized pixel, the first source pixel.</summary>
    public readonly int[] First;

    /// <summary>For each resized pixel, how many source pixels it is made of.</summary>
    public readonly int[] Count;

    /// <summary>Weights, <see cref="Stride"/> to the resized pixel.</summary>
    public readonly int[] Weights;

    /// <summary>Most weights a resized pixel can have.</summary>
    public readonly int Stride;

    /// <summary>Computes the weights.</summary>
    /// <param name="from">Source pixels.</param>
    /// <param name="to">Resized pixels.</param>
    /// <param name="filter">Any but nearest.</param>
    public FilterWeights(int from, int to, Resampling filter)
    {
        var scale = (double)from / to;
        var filterScale = Math.Max(scale, 1.0);
        var support = Support(filter) * filterScale;
        Stride = (int)Math.Ceiling(support) * 2 + 1;
        First = new int[to];
        Count = new int[to];
        Weights = new int[to * Stride];
        var exact = new double[Stride];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var step = 1.0 / filterScale;
            var first = Math.Max((int)(centre - support + 0.5), 0);
            var count = Math.Min((int)(centre + support + 0.5), from) - first;
            double sum = 0;
            for (var k = 0; k < count; k++)
            {
                exact[k] = Weight(filter, (k + first - centre + 0.5) * step);
                sum += exact[k];
            }

            (First[i], Count[i]) = (first, count);
            for (var k = 0; k < count; k++)
            {
                var weight = sum != 0 ? exact[k] / sum : exact[k];
                Weights[i * Stride + k] = (int)((weight < 0 ? -0.5 : 0.5) + weight * (1 << FractionBits));
            }
        }
    }

    private static double Support(Resampling filter) => filter switch
    {
        Resampling.Box => 0.5,
        Resampling.Bilinear => 1.0,
        _ => 2.0,
    };

    private static double Weight(Resampling filter, double x)
    {
        switch (filter)
        {
            case Resampling.Box: return x > -0.5 && x <= 0.5 ? 1.0 : 0.0;
            case Resampling.Bilinear: return Math.Abs(x) < 1.0 ? 1.0 - Math.Abs(x) : 0.0;
        }

        const double a = -0.5;
        x = Math.Abs(x);
        if (x < 1.0) return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
        return x < 2.0 ? (((x - 5) * x + 8) * x - 4) * a : 0.0;
    }
}
