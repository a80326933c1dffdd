using FsCheck;
using FsCheck.Fluent;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests.Layout;

public sealed class ChartLayoutTests
{
    private static readonly Gen<double> Values = Gen.Frequency(
        (8, Gen.Choose(-1000, 1000).Select(value => value / 250.0)),
        (1, Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0, -0.0, 1e300, -1e300, 1e301, 5e-324, 1e-12, 123456789.125)));

    private static readonly Gen<string> Texts = Gen.Elements("", "Loss", "a rather long name of a series", new string('W', 300), "Größe \U0001F600", "\ud800 lone", "<&\"'>\n\u0001");

    private static readonly Gen<LineSeries> OneSeries =
        from name in Texts
        from y in Values.ListOf()
        from style in Gen.Elements(Enum.GetValues<SeriesStyle>())
        from colour in Gen.Elements(Enum.GetValues<PaletteColour>())
        select LineSeries.PerEpoch(name, y, style, colour);

    private static readonly Gen<(LineChart Chart, int Width, int Height)> Charts =
        from title in Texts
        from x in Texts
        from y in Texts
        from count in Gen.Choose(0, 9)
        from series in OneSeries.ListOf(count)
        from width in Gen.Choose(240, 1300)
        from height in Gen.Choose(180, 900)
        select (new LineChart(title, x, y, series), width, height);

    [Fact]
    public void All_text_is_on_the_canvas()
    {
        Prop.ForAll(Charts.ToArbitrary(), sample =>
        {
            var canvas = new Box(0, 0, sample.Width, sample.Height);
            foreach (var text in ChartLayout.Of(sample.Chart, sample.Width, sample.Height).Scene.Primitives.OfType<TextLine>())
                Assert.True(canvas.Contains(text.Bounds), $"'{text.Text}' at {text.Bounds} leaves {canvas}.");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void All_data_is_in_the_plot_and_the_legend_is_above_it()
    {
        Prop.ForAll(Charts.ToArbitrary(), sample =>
        {
            var layout = ChartLayout.Of(sample.Chart, sample.Width, sample.Height);
            var plot = layout.Plot;
            Assert.True(plot.Width > 40 && plot.Height > 30, $"{plot} is too small.");
            Assert.True(layout.LegendArea.Bottom <= plot.Top);
            foreach (var series in sample.Chart.Series)
            {
                for (var i = 0; i < series.X.Count; i++)
                {
                    if (!series.IsDrawn(i)) continue;
                    var place = layout.Place(series.X[i], series.Y[i]);
                    Assert.InRange(place.X, plot.Left - 0.001, plot.Right + 0.001);
                    Assert.InRange(place.Y, plot.Top - 0.001, plot.Bottom + 0.001);
                }
            }
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void No_text_covers_another_or_the_plot()
    {
        var chart = new LineChart("Training and validation accuracy", "Epoch", "Accuracy",
            [.. Enumerable.Range(1, 5).Select(i => LineSeries.PerEpoch($"series number {i}", [0.5 + i / 100.0, 0.75, 0.9]))]);
        foreach (var (width, height) in new[] { (240, 180), (400, 300), (800, 500), (1600, 1000) })
        {
            var layout = ChartLayout.Of(chart, width, height);
            var texts = layout.Scene.Primitives.OfType<TextLine>().Where(text => text.Text.Length > 0).ToArray();
            for (var i = 0; i < texts.Length; i++)
            {
                Assert.False(layout.Plot.Overlaps(texts[i].Bounds), $"{width}x{height}: '{texts[i].Text}' covers the plot.");
                for (var j = 0; j < i; j++)
                    Assert.False(texts[i].Bounds.Overlaps(texts[j].Bounds), $"{width}x{height}: '{texts[i].Text}' covers '{texts[j].Text}'.");
            }
        }
    }

    [Fact]
    public void A_value_that_is_not_a_number_breaks_the_line()
    {
        var chart = new LineChart("", "", "", [LineSeries.PerEpoch("s", [1, 2, double.NaN, 3, double.PositiveInfinity, 4, 5, 6])]);
        var colour = Rgb.Of(PaletteColour.Blue);
        var layout = ChartLayout.Of(chart, 800, 500);
        var lines = layout.Scene.Primitives.OfType<Polyline>().Where(line => line.Colour == colour && line.Points[0].Y > layout.LegendArea.Bottom);
        Assert.Equal([2, 3], lines.Select(line => line.Points.Count));
        // The value alone between two gaps is a dot.
        Assert.Equal(layout.Place(4, 3), Assert.Single(layout.Scene.Primitives.OfType<Disc>()).Centre);
    }

    [Fact]
    public void A_single_point_stands_in_the_middle()
    {
        var layout = ChartLayout.Of(new LineChart("", "", "", [LineSeries.PerEpoch("s", [0.5])]), 800, 500);
        var place = Assert.Single(layout.Scene.Primitives.OfType<Disc>()).Centre;
        Assert.Equal((layout.Plot.Left + layout.Plot.Right) / 2, place.X, 6);
        Assert.InRange(layout.YAxis.Position(0.5), 0.3, 0.7);
    }

    [Fact]
    public void A_chart_without_data_says_so()
    {
        foreach (IEnumerable<LineSeries> series in new[] { [], new[] { LineSeries.PerEpoch("s", []) }, [LineSeries.PerEpoch("s", [double.NaN])] })
            Assert.Contains(ChartLayout.Of(new LineChart("", "", "", series), 800, 500).Scene.Primitives.OfType<TextLine>(), text => text.Text == "no data");
    }

    [Fact]
    public void A_legend_too_long_counts_what_it_leaves_out()
    {
        var chart = new LineChart("Many", "x", "y", Enumerable.Range(0, 200).Select(i => LineSeries.PerEpoch($"a series named {i}", [i])));
        var layout = ChartLayout.Of(chart, 400, 300);
        Assert.Matches("^and 1[0-9][0-9] more$", layout.Scene.Primitives.OfType<TextLine>().Single(text => text.Text.StartsWith("and ", StringComparison.Ordinal)).Text);
        Assert.True(layout.Plot.Height > 100);
    }

    [Theory]
    [InlineData(239, 500, "width")]
    [InlineData(8193, 500, "width")]
    [InlineData(800, 179, "height")]
    [InlineData(800, 8193, "height")]
    public void A_canvas_out_of_bounds_is_refused(int width, int height, string what)
    {
        var chart = new LineChart("", "", "", []);
        Assert.Equal(what, Assert.Throws<ArgumentOutOfRangeException>(() => chart.ToSvg(width, height)).ParamName);
        Assert.Equal(what, Assert.Throws<ArgumentOutOfRangeException>(() => chart.ToImage(width, height)).ParamName);
    }
}
