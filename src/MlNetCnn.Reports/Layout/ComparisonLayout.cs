using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of two histograms on the same axes stands: translucent bars, the outline of each set, and its mean as a line.</summary>
internal static class ComparisonLayout
{
    private const double Margin = 10, Gap = 6, TitleSize = 15, LabelSize = 12, TickSize = 11, Opacity = 0.3;
    private const double LineHeight = StrokeFont.Ascent + StrokeFont.Descent;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);
    private static readonly Rgb Frame = new(0x55, 0x55, 0x55);
    private static readonly Rgb Grid = new(0xE2, 0xE2, 0xE2);

    /// <summary>Lays a comparison out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The canvas is too small or too large.</exception>
    public static Scene Of(HistogramComparison comparison, int width, int height)
    {
        if (width is < 240 or > 8192) throw new ArgumentOutOfRangeException(nameof(width), width, "A chart is 240 to 8192 pixels wide.");
        if (height is < 180 or > 8192) throw new ArgumentOutOfRangeException(nameof(height), height, "A chart is 180 to 8192 pixels high.");
        List<Primitive> primitives = [new Rectangle(new Box(0, 0, width, height), Rgb.White)];
        var top = Margin;
        if (PlainText.Fit(PlainText.Clean(comparison.Title), TitleSize, width - 2 * Margin) is { Length: > 0 } title)
        {
            primitives.Add(new TextLine(title, new Point(width / 2.0, Math.Round(top + StrokeFont.Ascent * TitleSize)), TextAlign.Middle, TitleSize, Ink, Bold: true));
            top += LineHeight * TitleSize + 4;
        }

        (Histogram Set, PaletteColour Colour)[] sets = [(comparison.First, PaletteColour.Blue), (comparison.Second, PaletteColour.Vermilion)];
        foreach (var (set, colour) in sets)
        {
            // A legend of one entry a line: the marks of both stand below each other.
            var name = PlainText.Clean(set.Title);
            var text = PlainText.Fit((name.Length > 0 ? name + ": " : "") + HistogramLayout.Figures(set), TickSize, width - 2 * Margin - 18);
            var left0 = Margin + 18;
            primitives.Add(new Rectangle(new Box(Margin, Math.Round(top + 2), Margin + 12, Math.Round(top + 2) + 9), Rgb.Of(colour)));
            primitives.Add(new TextLine(text, new Point(left0, Math.Round(top + StrokeFont.Ascent * TickSize + 1)), TextAlign.Start, TickSize, Ink));
            top += LineHeight * TickSize + 4;
        }

        var highest = sets.Max(s => Percent(s.Set, s.Set.Bins.Max()));
        var yAxis = NiceTicks.Cover(0, highest > 0 ? highest : 1, Math.Clamp((int)(height / 50.0), 2, 8));
        var left = Math.Round(Margin + yAxis.Ticks.Max(t => StrokeFont.Measure(t.Label + "%", TickSize)) + Gap) + 0.5;
        var bottom = Math.Round(height - Margin - LineHeight * TickSize - Gap - (comparison.XLabel.Length > 0 ? LineHeight * LabelSize + Gap : 0)) + 0.5;
        top = Math.Round(top + Gap) + 0.5;
        var (minimum, maximum) = comparison.Range is not { } range ? (0, 1) : range.Maximum > range.Minimum ? range : HistogramLayout.Around(range.Minimum);
        var (xAxis, right) = HistogramLayout.XAxis(minimum, maximum, left, width);

        foreach (var tick in yAxis.Ticks)
        {
            var y = Math.Floor(Y(tick.Value)) + 0.5;
            primitives.Add(new Polyline([new(left, y), new(right, y)], 1, Grid));
            primitives.Add(new TextLine(tick.Label + "%", new Point(left - Gap, Math.Round(y + 0.35 * TickSize)), TextAlign.End, TickSize, Ink));
        }

        foreach (var (set, colour) in sets)
            for (var i = 0; i < set.Bins.Count; i++)
                if (set.Bins[i] > 0) primitives.Add(new Rectangle(new Box(X(Edge(set, i)), Y(Percent(set, set.Bins[i])), X(Edge(set, i + 1)), bottom), Rgb.Of(colour), Opacity));
        foreach (var (set, colour) in sets)
        {
            if (set.Count == 0) continue;
            primitives.Add(new Polyline(Outline(set), 1.2, Rgb.Of(colour)));
            primitives.Add(new Polyline([new(X(set.Mean), top), new(X(set.Mean), bottom)], 1, Rgb.Of(colour)));
        }

        foreach (var tick in xAxis.Ticks)
        {
            var x = Math.Floor(X(tick.Value)) + 0.5;
            primitives.Add(new Polyline([new(x, bottom), new(x, bottom + 3)], 1, Frame));
            primitives.Add(new TextLine(tick.Label, new Point(x, Math.Round(bottom + Gap + StrokeFont.Ascent * TickSize)), TextAlign.Middle, TickSize, Ink));
        }

        primitives.Add(new Polyline([new(left, top), new(left, bottom), new(right, bottom)], 1, Frame));
        if (comparison.Range is null) primitives.Add(new TextLine("no data", new Point((left + right) / 2, Math.Round((top + bottom) / 2)), TextAlign.Middle, LabelSize, Frame));
        var label = PlainText.Fit(PlainText.Clean(comparison.XLabel), LabelSize, width - 2 * Margin);
        primitives.Add(new TextLine(label, new Point(width / 2.0, Math.Round(height - Margin - StrokeFont.Descent * LabelSize)), TextAlign.Middle, LabelSize, Ink));
        return new Scene(width, height, primitives);

        List<Point> Outline(Histogram set)
        {
            List<Point> points = [new(X(minimum), bottom)];
            for (var i = 0; i < set.Bins.Count; i++)
            {
                var y = Y(Percent(set, set.Bins[i]));
                points.AddRange([new(X(Edge(set, i)), y), new(X(Edge(set, i + 1)), y)]);
            }

            points.Add(new(X(maximum), bottom));
            return points;
        }

        double Edge(Histogram set, int bin) => minimum + (maximum - minimum) * ((double)bin / set.Bins.Count);

        double X(double value) => left + xAxis.Position(value) * (right - left);

        double Y(double percent) => bottom - yAxis.Position(percent) * (bottom - top);
    }

    private static double Percent(Histogram set, long count) => set.Count == 0 ? 0 : 100.0 * count / set.Count;
}
