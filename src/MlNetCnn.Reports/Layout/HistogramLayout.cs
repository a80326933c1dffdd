using System.Globalization;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a histogram stands on a canvas.</summary>
internal static class HistogramLayout
{
    private const double Margin = 10, Gap = 6, TitleSize = 15, LabelSize = 12, TickSize = 11;
    private const double LineHeight = StrokeFont.Ascent + StrokeFont.Descent;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);
    private static readonly Rgb Frame = new(0x55, 0x55, 0x55);
    private static readonly Rgb Grid = new(0xE2, 0xE2, 0xE2);
    private static readonly Rgb Bar = Rgb.Of(PaletteColour.SkyBlue);
    private static readonly Rgb Mark = Rgb.Of(PaletteColour.Vermilion);

    /// <summary>Lays a histogram out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The canvas is too small or too large.</exception>
    public static Scene Of(Histogram histogram, int width, int height)
    {
        if (width is < 240 or > 8192) throw new ArgumentOutOfRangeException(nameof(width), width, "A chart is 240 to 8192 pixels wide.");
        if (height is < 180 or > 8192) throw new ArgumentOutOfRangeException(nameof(height), height, "A chart is 180 to 8192 pixels high.");
        List<Primitive> primitives = [new Rectangle(new Box(0, 0, width, height), Rgb.White)];
        var top = Margin;
        top += AddLine(histogram.Title, TitleSize, bold: true);
        top += AddLine(Figures(histogram), TickSize, bold: false);

        var yAxis = NiceTicks.Cover(0, Math.Max(1, histogram.Bins.Max()), Math.Clamp((int)(height / 50.0), 2, 8), wholeNumbers: true);
        var left = Math.Round(Margin + yAxis.Ticks.Max(t => StrokeFont.Measure(t.Label, TickSize)) + Gap) + 0.5;
        var bottom = Math.Round(height - Margin - LineHeight * TickSize - Gap - (histogram.XLabel.Length > 0 ? LineHeight * LabelSize + Gap : 0)) + 0.5;
        top = Math.Round(top + Gap) + 0.5;
        var (minimum, maximum) = histogram.Count == 0 ? (0, 1) : histogram.Maximum > histogram.Minimum ? (histogram.Minimum, histogram.Maximum) : Around(histogram.Minimum);
        var (xAxis, right) = XAxis(minimum, maximum, left, width);

        foreach (var tick in yAxis.Ticks)
        {
            var y = Math.Floor(Y(tick.Value)) + 0.5;
            primitives.Add(new Polyline([new(left, y), new(right, y)], 1, Grid));
            primitives.Add(new TextLine(tick.Label, new Point(left - Gap, Math.Round(y + 0.35 * TickSize)), TextAlign.End, TickSize, Ink));
        }

        for (var i = 0; i < histogram.Bins.Count; i++)
        {
            if (histogram.Bins[i] == 0) continue;
            var (from, to) = (X(Edge(i)), X(Edge(i + 1)));
            // A gap of a pixel tells bars apart, where they are wide enough for it.
            primitives.Add(new Rectangle(new Box(from, Y(histogram.Bins[i]), to - from >= 4 ? to - 1 : to, bottom), Bar));
        }

        foreach (var tick in xAxis.Ticks)
        {
            var x = Math.Floor(X(tick.Value)) + 0.5;
            primitives.Add(new Polyline([new(x, bottom), new(x, bottom + 3)], 1, Frame));
            primitives.Add(new TextLine(tick.Label, new Point(x, Math.Round(bottom + Gap + StrokeFont.Ascent * TickSize)), TextAlign.Middle, TickSize, Ink));
        }

        primitives.Add(new Polyline([new(left, top), new(left, bottom), new(right, bottom)], 1, Frame));
        if (histogram.Count > 0)
        {
            foreach (var (value, thickness) in new[] { (histogram.Mean, 2.0), (histogram.Mean - histogram.StandardDeviation, 1.0), (histogram.Mean + histogram.StandardDeviation, 1.0) })
                if (value >= xAxis.Minimum && value <= xAxis.Maximum) primitives.Add(new Polyline([new(X(value), top), new(X(value), bottom)], thickness, Mark));
        }
        else primitives.Add(new TextLine("no data", new Point((left + right) / 2, Math.Round((top + bottom) / 2)), TextAlign.Middle, LabelSize, Frame));

        var label = PlainText.Fit(PlainText.Clean(histogram.XLabel), LabelSize, width - 2 * Margin);
        primitives.Add(new TextLine(label, new Point(width / 2.0, Math.Round(height - Margin - StrokeFont.Descent * LabelSize)), TextAlign.Middle, LabelSize, Ink));
        return new Scene(width, height, primitives);

        double AddLine(string text, double size, bool bold)
        {
            var line = PlainText.Fit(PlainText.Clean(text), size, width - 2 * Margin);
            if (line.Length == 0) return 0;
            primitives.Add(new TextLine(line, new Point(width / 2.0, Math.Round(top + StrokeFont.Ascent * size)), TextAlign.Middle, size, Ink, Bold: bold));
            return LineHeight * size + 4;
        }

        double Edge(int bin) => minimum + (maximum - minimum) * ((double)bin / histogram.Bins.Count);

        double X(double value) => left + xAxis.Position(value) * (right - left);

        double Y(double value) => bottom - yAxis.Position(value) * (bottom - top);
    }

    /// <summary>A range around the one value that there is.</summary>
    public static (double, double) Around(double value) => Math.Max(Math.Abs(value) * 0.1, 1e-3) is var margin ? (value - margin, value + margin) : default;

    /// <summary>The finest axis whose labels stand apart, and where the plot ends.</summary>
    public static (Axis Axis, double Right) XAxis(double minimum, double maximum, double left, int width)
    {
        for (var intervals = 10; ; intervals--)
        {
            var axis = NiceTicks.Cover(minimum, maximum, intervals);
            var widest = axis.Ticks.Max(t => StrokeFont.Measure(t.Label, TickSize));
            var right = width - Margin - widest / 2;
            if (intervals <= 2 || (right - left) / (axis.Ticks.Count - 1) >= widest + 12) return (axis, Math.Round(right) + 0.5);
        }
    }

    /// <summary>Mean, standard deviation and number of the values.</summary>
    public static string Figures(Histogram histogram)
    {
        var culture = CultureInfo.InvariantCulture;
        var count = $"{histogram.Count.ToString(culture)} values";
        var bad = histogram.NotFinite > 0 ? $", {histogram.NotFinite.ToString(culture)} not finite" : "";
        return histogram.Count == 0 ? count + bad : $"mean {histogram.Mean.ToString("G4", culture)}, std {histogram.StandardDeviation.ToString("G4", culture)}, {count}{bad}";
    }
}
