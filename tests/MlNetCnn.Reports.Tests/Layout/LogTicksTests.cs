using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests.Layout;

public sealed class LogTicksTests
{
    [Theory]
    [InlineData(1e-7, 1, 10, "1e-7 1e-6 1e-5 1e-4 0.001 0.01 0.1 1")]
    [InlineData(1e-7, 1, 4, "1e-7 1e-5 0.001 0.1 10")]
    [InlineData(1e-4, 1e-3, 10, "1e-4 2e-4 5e-4 0.001")]
    [InlineData(3e-4, 8e-4, 10, "2e-4 5e-4 0.001")]
    [InlineData(0.001, 0.001, 10, "5e-4 0.001 0.002")]
    [InlineData(0.003, 0.003, 10, "0.002 0.005")]
    [InlineData(2, 30000, 5, "1 10 100 1000 10000 1e5")]
    [InlineData(0, 0, 5, "1 2 5 10")]
    [InlineData(1e-300, 1e300, 2, "1e-300 1 1e300")]
    public void Ticks_are_those_one_would_draw_by_hand(double minimum, double maximum, int intervals, string expected) =>
        Assert.Equal(expected, string.Join(' ', LogTicks.Cover(minimum, maximum, intervals).Ticks.Select(tick => tick.Label)));

    [Fact]
    public void Equal_ratios_are_equally_long()
    {
        var axis = LogTicks.Cover(1e-5, 0.1, 10);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], axis.Ticks.Where(t => t.Label[0] == '1' || t.Label.TrimStart('0', '.') == "1").Select(t => Math.Round(axis.Position(t.Value), 12)));
    }

    [Fact]
    public void Values_that_are_not_above_zero_are_left_out()
    {
        var chart = new LineChart("", "", "", [new LineSeries("s", [1, 2, 3, 4], [0.1, 0, -1, 0.001], SeriesStyle.Points)]) { YScale = AxisScale.Logarithmic };
        var layout = ChartLayout.Of(chart, 400, 300);
        Assert.Equal(2, layout.Scene.Primitives.OfType<MlNetCnn.Reports.Drawing.Disc>().Count(d => d.Centre.Y > layout.LegendArea.Bottom));
        Assert.Equal((0.001, 0.1), (layout.YAxis.Minimum, layout.YAxis.Maximum));
        Assert.Contains("s (no data)", new LineChart("", "", "", [LineSeries.PerEpoch("s", [0, -1])]) { YScale = AxisScale.Logarithmic }.ToSvg(), StringComparison.Ordinal);
    }
}
