using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a chart stands on a canvas: the scene that both renderers draw.</summary>
internal sealed class ChartLayout
{
    private const int MinimumWidth = 240, MinimumHeight = 180, MaximumSize = 8192;
    private const double BaseTitleSize = 16, BaseLabelSize = 12, BaseTickSize = 11;

    private static readonly Rgb Ink = new(0x22, 0x22, 0x22);
    private static readonly Rgb Grid = new(0xE2, 0xE2, 0xE2);
    private static readonly Rgb Frame = new(0x55, 0x55, 0x55);

    private readonly LineChart chart;
    private readonly int width, height;
    private readonly List<Primitive> primitives = [];

    /// <summary>The series without what has no place on a logarithmic axis.</summary>
    private readonly IReadOnlyList<LineSeries> series;

    private ChartLayout(LineChart chart, int width, int height)
    {
        (this.chart, this.width, this.height) = (chart, width, height);
        series = chart is { XScale: AxisScale.Linear, YScale: AxisScale.Linear } ? chart.Series : [.. chart.Series.Select(AboveZero)];
        Scale = Math.Max(1, Math.Min((double)width / LineChart.DefaultWidth, (double)height / LineChart.DefaultHeight));
        primitives.Add(new Rectangle(new Box(0, 0, width, height), Rgb.White));
        var top = AddLegend(AddTitle());
        (XAxis, YAxis, Plot) = Fit(top);
        AddAxes();
        AddSeries();
        Scene = new Scene(width, height, primitives);
    }

    /// <summary>What is drawn.</summary>
    public Scene Scene { get; }

    /// <summary>The rectangle between the axes' ends.</summary>
    public Box Plot { get; }

    /// <summary>The horizontal axis.</summary>
    public Axis XAxis { get; }

    /// <summary>The vertical axis.</summary>
    public Axis YAxis { get; }

    /// <summary>The legend's rows and all in them; empty height when there is no series.</summary>
    public Box LegendArea { get; private set; }

    /// <summary>How much larger than usual everything is; 1 or more.</summary>
    private double Scale { get; }

    private double TitleSize => BaseTitleSize * Scale;

    private double LabelSize => BaseLabelSize * Scale;

    private double TickSize => BaseTickSize * Scale;

    private double Margin => 10 * Scale;

    /// <summary>Lays a chart out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The canvas is too small or too large.</exception>
    public static ChartLayout Of(LineChart chart, int width, int height)
    {
        if (width is < MinimumWidth or > MaximumSize)
            throw new ArgumentOutOfRangeException(nameof(width), width, $"A chart is {MinimumWidth} to {MaximumSize} pixels wide.");
        if (height is < MinimumHeight or > MaximumSize)
            throw new ArgumentOutOfRangeException(nameof(height), height, $"A chart is {MinimumHeight} to {MaximumSize} pixels high.");
        return new ChartLayout(chart, width, height);
    }

    /// <summary>Where a point of the data stands on the canvas.</summary>
    public Point Place(double x, double y) =>
        new(Plot.Left + XAxis.Position(x) * Plot.Width, Plot.Bottom - YAxis.Position(y) * Plot.Height);

    /// <summary>Returns where the next thing below may begin.</summary>
    private double AddTitle()
    {
        var title = PlainText.Fit(PlainText.Clean(chart.Title), TitleSize, width - 2 * Margin);
        if (title.Length == 0) return Margin;
        primitives.Add(new TextLine(title, new Point(width / 2.0, Margin + StrokeFont.Ascent * TitleSize), TextAlign.Middle, TitleSize, Ink, Bold: true));
        return Margin + (StrokeFont.Ascent + StrokeFont.Descent) * TitleSize + 4 * Scale;
    }

    private double AddLegend(double top)
    {
        var legend = Legend.Of(series, LabelSize, width - 2 * Margin, 0.3 * height);
        LegendArea = new Box(Margin, top, width - Margin, top + legend.Height);
        primitives.AddRange(legend.Draw(new Point(width / 2.0, top), Ink));
        return top + legend.Height;
    }

    /// <summary>The axes, and the plot with margins that hold their labels.</summary>
    private (Axis XAxis, Axis YAxis, Box Plot) Fit(double contentTop)
    {
        double gap = 6 * Scale, tickHeight = (StrokeFont.Ascent + StrokeFont.Descent) * TickSize, labelHeight = (StrokeFont.Ascent + StrokeFont.Descent) * LabelSize;
        var top = contentTop + Math.Max(gap, tickHeight / 2);
        var bottom = height - Margin - tickHeight - gap - (chart.XLabel.Length > 0 ? labelHeight + gap : 0);
        var (x, y) = (DataRange.Of(series, (one, i) => one.X[i]), DataRange.Of(series, (one, i) => one.Y[i]));
        var rows = Math.Clamp((int)((bottom - top) / (tickHeight * 2.4)), 2, 10);
        var yAxis = chart.YScale == AxisScale.Logarithmic ? LogTicks.Cover(y.Minimum, y.Maximum, rows) : NiceTicks.Cover(y.Minimum, y.Maximum, rows);

        var left = Margin + (chart.YLabel.Length > 0 ? labelHeight + gap : 0) + yAxis.Ticks.Max(tick => StrokeFont.Measure(tick.Label, TickSize)) + gap;
        // The finest axis whose labels stand apart; the last one needs room at the right for its half.
        for (var intervals = 12; ; intervals--)
        {
            var xAxis = chart.XScale == AxisScale.Logarithmic ? LogTicks.Cover(x.Minimum, x.Maximum, intervals) : NiceTicks.Cover(x.Minimum, x.Maximum, intervals, x.WholeNumbers);
            var widest = xAxis.Ticks.Max(tick => StrokeFont.Measure(tick.Label, TickSize));
            var right = width - Margin - widest / 2;
            if (intervals > 2 && (right - left) / (xAxis.Ticks.Count - 1) < widest + 14 * Scale) continue;
            return (xAxis, yAxis, new Box(Math.Round(left) + 0.5, Math.Round(top) + 0.5, Math.Round(right) + 0.5, Math.Round(bottom) + 0.5));
        }
    }

    private void AddAxes()
    {
        double gap = 6 * Scale, line = Math.Round(Scale);
        foreach (var tick in YAxis.Ticks)
        {
            var y = Math.Floor(Place(XAxis.Minimum, tick.Value).Y) + 0.5;
            primitives.Add(new Polyline([new(Plot.Left, y), new(Plot.Right, y)], line, Grid));
            primitives.Add(new TextLine(tick.Label, new Point(Plot.Left - gap, Math.Round(y + 0.35 * TickSize)), TextAlign.End, TickSize, Ink));
        }

        foreach (var tick in XAxis.Ticks)
        {
            var x = Math.Floor(Place(tick.Value, YAxis.Minimum).X) + 0.5;
            primitives.Add(new Polyline([new(x, Plot.Top), new(x, Plot.Bottom)], line, Grid));
            primitives.Add(new TextLine(tick.Label, new Point(x, Math.Round(Plot.Bottom + gap + StrokeFont.Ascent * TickSize)), TextAlign.Middle, TickSize, Ink));
        }

        primitives.Add(new Polyline([new(Plot.Left, Plot.Top), new(Plot.Left, Plot.Bottom), new(Plot.Right, Plot.Bottom)], line, Frame));
        var xLabel = PlainText.Fit(PlainText.Clean(chart.XLabel), LabelSize, Math.Max(Plot.Width, width / 2.0));
        primitives.Add(new TextLine(xLabel, new Point(Middle(Plot.Left, Plot.Right, xLabel), Math.Round(height - Margin - StrokeFont.Descent * LabelSize)), TextAlign.Middle, LabelSize, Ink));
        var yLabel = PlainText.Fit(PlainText.Clean(chart.YLabel), LabelSize, Plot.Height);
        primitives.Add(new TextLine(yLabel, new Point(Math.Round(Margin + StrokeFont.Ascent * LabelSize), (Plot.Top + Plot.Bottom) / 2), TextAlign.Middle, LabelSize, Ink, Upward: true));
    }

    /// <summary>The middle of a span, moved so that a label wider than the span stays on the canvas.</summary>
    private double Middle(double from, double to, string label)
    {
        var half = StrokeFont.Measure(label, LabelSize) / 2;
        return Math.Clamp((from + to) / 2, Margin + half, Math.Max(Margin + half, width - Margin - half));
    }

    private void AddSeries()
    {
        foreach (var one in series)
        {
            var colour = Rgb.Of(one.Colour);
            foreach (var run in Runs(one))
            {
                if (one.Style != SeriesStyle.Points && run.Count > 1) primitives.Add(new Polyline(run, 2 * Scale, colour));
                if (one.Style == SeriesStyle.Line && run.Count > 1) continue;
                // Dots alone stand behind the line of their trend, so they are paler; so many that they would merge are smaller.
                var radius = (run.Count * 8 * Scale > Plot.Width ? 2 : 3) * Scale;
                var opacity = one.Style == SeriesStyle.Points ? 0.55 : 1;
                primitives.AddRange(run.Select(point => new Disc(point, radius, colour, opacity)));
            }
        }

        if (!series.Any(DataRange.HasData))
            primitives.Add(new TextLine("no data", new Point((Plot.Left + Plot.Right) / 2, Math.Round((Plot.Top + Plot.Bottom) / 2)), TextAlign.Middle, LabelSize, Frame));
    }

    /// <summary>The points of a series on the canvas, in pieces between those that are skipped.</summary>
    private IEnumerable<List<Point>> Runs(LineSeries series)
    {
        var run = new List<Point>();
        for (var i = 0; i < series.X.Count; i++)
        {
            if (series.IsDrawn(i))
            {
                run.Add(Place(series.X[i], series.Y[i]));
                continue;
            }

            if (run.Count > 0) yield return run;
            run = [];
        }

        if (run.Count > 0) yield return run;
    }

    private LineSeries AboveZero(LineSeries one) => new(
        one.Name,
        chart.XScale == AxisScale.Logarithmic ? one.X.Select(Positive) : one.X,
        chart.YScale == AxisScale.Logarithmic ? one.Y.Select(Positive) : one.Y,
        one.Style,
        one.Colour);

    private static double Positive(double value) => value >= 1e-300 ? value : double.NaN;
}
