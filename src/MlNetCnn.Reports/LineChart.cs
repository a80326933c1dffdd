using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// A chart of series over a common axis, e.g. the accuracy of each epoch. Immutable. Rendered as SVG or as pixels from one layout, so
/// that both show the same; the same chart gives the same bytes every time.
/// </summary>
/// <remarks>
/// White background; axes end at multiples of 1, 2 or 5 times a power of ten (logarithmic ones at such numbers) and enclose all data; the legend stands above the plot, never over
/// data. Sizes of text and lines grow with a canvas larger than 800 x 500. Text too long for its place is cut with an ellipsis (the SVG's
/// <c>title</c> element keeps the whole title). Pixels know printable ASCII only and show an empty box for any other character.
/// </remarks>
public sealed class LineChart : IFigure
{
    /// <summary>Width of a rendering where none is given, in pixels.</summary>
    public const int DefaultWidth = 800;

    /// <summary>Height of a rendering where none is given, in pixels.</summary>
    public const int DefaultHeight = 500;

    /// <summary>Describes a chart.</summary>
    /// <param name="title">Title above the chart; may be empty.</param>
    /// <param name="xLabel">What the horizontal axis shows; may be empty.</param>
    /// <param name="yLabel">What the vertical axis shows; may be empty.</param>
    /// <param name="series">The series, drawn in this order; may be empty.</param>
    public LineChart(string title, string xLabel, string yLabel, IEnumerable<LineSeries> series)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(xLabel);
        ArgumentNullException.ThrowIfNull(yLabel);
        ArgumentNullException.ThrowIfNull(series);
        (Title, XLabel, YLabel) = (title, xLabel, yLabel);
        Series = Array.AsReadOnly(series.ToArray());
        if (Series.Contains(null!)) throw new ArgumentException("One of the series is null.", nameof(series));
    }

    /// <summary>Title above the chart.</summary>
    public string Title { get; }

    /// <summary>What the horizontal axis shows.</summary>
    public string XLabel { get; }

    /// <summary>What the vertical axis shows.</summary>
    public string YLabel { get; }

    /// <summary>The series, in drawing order.</summary>
    public IReadOnlyList<LineSeries> Series { get; }

    /// <summary>How values are spread along the horizontal axis. Default <see cref="AxisScale.Linear"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration's.</exception>
    public AxisScale XScale { get; init => field = Known(value); }

    /// <summary>How values are spread along the vertical axis. Default <see cref="AxisScale.Linear"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not one of the enumeration's.</exception>
    public AxisScale YScale { get; init => field = Known(value); }

    /// <summary>The chart as a self-contained SVG 1.1 document: no script, no style sheet, no reference to anything outside.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public string ToSvg(int width = DefaultWidth, int height = DefaultHeight) =>
        SvgPainter.Paint(ChartLayout.Of(this, width, height).Scene, Title);

    /// <summary>The chart as a picture of <paramref name="height"/> x <paramref name="width"/> x 3 bytes, anti-aliased.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public Image ToImage(int width = DefaultWidth, int height = DefaultHeight) =>
        CanvasPainter.Paint(ChartLayout.Of(this, width, height).Scene);

    /// <summary>The chart as a PNG file's bytes, as <see cref="ToImage"/>.</summary>
    /// <param name="width">Width in pixels, 240 to 8192.</param>
    /// <param name="height">Height in pixels, 180 to 8192.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of these bounds.</exception>
    public byte[] ToPng(int width = DefaultWidth, int height = DefaultHeight) => ImageFile.EncodePng(ToImage(width, height));

    string IFigure.ToSvg() => ToSvg();

    byte[] IFigure.ToPng() => ToPng();

    private static AxisScale Known(AxisScale scale) =>
        Enum.IsDefined(scale) ? scale : throw new ArgumentOutOfRangeException(nameof(scale), scale, "An axis is Linear or Logarithmic.");
}
