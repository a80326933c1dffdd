using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// How values spread, e.g. a layer's weights: bars of equal width from the least to the greatest value (numpy's <c>histogram</c>: the last bar includes its right end),
/// the mean marked by a line, one standard deviation to both sides by two more. Immutable.
/// </summary>
public sealed class Histogram : IFigure
{
    /// <summary>Bars where none are told.</summary>
    public const int DefaultBins = 50;

    /// <summary>Counts values.</summary>
    /// <param name="title">Title above the chart; may be empty.</param>
    /// <param name="xLabel">What the values are; may be empty.</param>
    /// <param name="values">The values; those that are not finite or beyond ±1e300 are counted apart.</param>
    /// <param name="bins">Bars, 1 to 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bars is out of these bounds.</exception>
    public Histogram(string title, string xLabel, IEnumerable<double> values, int bins = DefaultBins)
        : this(title, xLabel, values, bins, range: null)
    {
    }

    /// <param name="range">Where the bars begin and end, values within; null for the least and the greatest value.</param>
    internal Histogram(string title, string xLabel, IEnumerable<double> values, int bins, (double Minimum, double Maximum)? range)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(xLabel);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, 1000);
        (Title, XLabel) = (title, xLabel);
        double[] all = [.. values], finite = [.. all.Where(v => Math.Abs(v) <= 1e300)];
        (Count, NotFinite) = (finite.Length, all.Length - finite.Length);
        (Minimum, Maximum, Mean, StandardDeviation) = finite.Length == 0 ? (double.NaN, double.NaN, double.NaN, double.NaN) : (finite.Min(), finite.Max(), finite.Average(), 0);
        if (finite.Length > 0) StandardDeviation = Math.Sqrt(finite.Average(v => (v - Mean) * (v - Mean)));
        Bins = Array.AsReadOnly(Counts(finite, bins, range ?? (Minimum, Maximum)));
    }

    /// <summary>Title above the chart.</summary>
    public string Title { get; }

    /// <summary>What the values are.</summary>
    public string XLabel { get; }

    /// <summary>How many values each bar holds, from the least to the greatest. When all values are the same, they are in the middle one.</summary>
    public IReadOnlyList<long> Bins { get; }

    /// <summary>Values that were counted.</summary>
    public int Count { get; }

    /// <summary>Values that were not: NaN, infinite or beyond ±1e300.</summary>
    public int NotFinite { get; }

    /// <summary>Least value; NaN when there is none.</summary>
    public double Minimum { get; }

    /// <summary>Greatest value; NaN when there is none.</summary>
    public double Maximum { get; }

    /// <summary>Mean; NaN when there is no value.</summary>
    public double Mean { get; }

    /// <summary>Standard deviation of the values themselves (divided by their number, as numpy does); NaN when there is none.</summary>
    public double StandardDeviation { get; }

    /// <summary>The chart as a self-contained SVG 1.1 document.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public string ToSvg(int width, int height) => SvgPainter.Paint(HistogramLayout.Of(this, width, height), Title);

    /// <summary>The chart as a picture of 3 channels, anti-aliased.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public Image ToImage(int width, int height) => CanvasPainter.Paint(HistogramLayout.Of(this, width, height));

    /// <inheritdoc/>
    public string ToSvg() => ToSvg(LineChart.DefaultWidth / 2, LineChart.DefaultHeight * 3 / 5);

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage(LineChart.DefaultWidth / 2, LineChart.DefaultHeight * 3 / 5));

    private static long[] Counts(double[] finite, int bins, (double Minimum, double Maximum) range)
    {
        var counts = new long[bins];
        foreach (var value in finite)
        {
            // Scaled before they are subtracted: the range of ±1e300 is finite, too.
            var place = range.Maximum > range.Minimum ? (value / 2 - range.Minimum / 2) / (range.Maximum / 2 - range.Minimum / 2) : 0.5;
            counts[Math.Min(bins - 1, (int)(place * bins))]++;
        }

        return counts;
    }
}
