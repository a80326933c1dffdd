using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// How two sets of values spread, laid over each other on the same axes: e.g. a layer's weights trained and as they were drawn. Bars of both are equally wide, from the least to the
/// greatest value of the two, and show the share of a set's values, so that sets of different size compare. Immutable.
/// </summary>
public sealed class HistogramComparison : IFigure
{
    /// <summary>Counts values.</summary>
    /// <param name="title">Title above the chart; may be empty.</param>
    /// <param name="xLabel">What the values are; may be empty.</param>
    /// <param name="firstName">Name of the first set, e.g. <c>trained</c>.</param>
    /// <param name="first">Its values; those that are not finite or beyond ±1e300 are counted apart.</param>
    /// <param name="secondName">Name of the second set, e.g. <c>untrained</c>.</param>
    /// <param name="second">Its values.</param>
    /// <param name="bins">Bars, 1 to 1000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bars is out of these bounds.</exception>
    public HistogramComparison(
        string title, string xLabel, string firstName, IEnumerable<double> first, string secondName, IEnumerable<double> second, int bins = Histogram.DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(firstName);
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(secondName);
        ArgumentNullException.ThrowIfNull(second);
        (Title, XLabel) = (title, xLabel);
        double[] a = [.. first], b = [.. second], finite = [.. a.Concat(b).Where(v => Math.Abs(v) <= 1e300)];
        Range = finite.Length == 0 ? null : (finite.Min(), finite.Max());
        First = new Histogram(firstName, xLabel, a, bins, Range);
        Second = new Histogram(secondName, xLabel, b, bins, Range);
    }

    /// <summary>Title above the chart.</summary>
    public string Title { get; }

    /// <summary>What the values are.</summary>
    public string XLabel { get; }

    /// <summary>The first set, its name the title; its bars are those of <see cref="Range"/>.</summary>
    public Histogram First { get; }

    /// <summary>The second set, its name the title; its bars are those of <see cref="Range"/>.</summary>
    public Histogram Second { get; }

    /// <summary>Least and greatest value of both, where the bars begin and end; null when there is no value.</summary>
    public (double Minimum, double Maximum)? Range { get; }

    /// <summary>The chart as a self-contained SVG 1.1 document.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public string ToSvg(int width, int height) => SvgPainter.Paint(ComparisonLayout.Of(this, width, height), Title);

    /// <summary>The chart as a picture of 3 channels, anti-aliased.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public Image ToImage(int width, int height) => CanvasPainter.Paint(ComparisonLayout.Of(this, width, height));

    /// <inheritdoc/>
    public string ToSvg() => ToSvg(LineChart.DefaultWidth / 2, LineChart.DefaultHeight * 3 / 5);

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage(LineChart.DefaultWidth / 2, LineChart.DefaultHeight * 3 / 5));
}
