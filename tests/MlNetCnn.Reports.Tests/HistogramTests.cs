using System.Xml.Linq;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

public sealed class HistogramTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Reference: <c>numpy.histogram(values, bins=8)</c>, <c>numpy.mean</c>, <c>numpy.std</c>.</summary>
    [Fact]
    public void Counts_mean_and_deviation_are_numpys()
    {
        var histogram = new Histogram("", "", [-1, -0.5, 0, 0.1, 0.2, 0.25, 0.9, 1, 1, 3], 8);
        Assert.Equal([1, 1, 4, 1, 2, 0, 0, 1], histogram.Bins);
        Assert.Equal(0.495, histogram.Mean, 14);
        Assert.Equal(1.035482979097194, histogram.StandardDeviation, 14);
        Assert.Equal((-1, 3, 10, 0), (histogram.Minimum, histogram.Maximum, histogram.Count, histogram.NotFinite));
    }

    [Fact]
    public void What_is_not_finite_is_counted_apart()
    {
        var histogram = new Histogram("", "", [1, double.NaN, 2, double.PositiveInfinity]);
        Assert.Equal((2, 2, 1.5), (histogram.Count, histogram.NotFinite, histogram.Mean));
        Assert.Contains("mean 1.5, std 0.5, 2 values, 2 not finite", histogram.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_values_are_in_the_middle_and_extreme_ones_counted()
    {
        Assert.Equal([0, 4, 0], new Histogram("", "", [7, 7, 7, 7], 3).Bins);
        Assert.Equal([1, 1, 1], new Histogram("", "", [-1e300, 0, 1e300], 3).Bins);
    }

    [Theory]
    [InlineData]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(5.0, 5.0)]
    [InlineData(-1e-12, 1e-12)]
    [InlineData(-0.3, 0.1, 0.2, 0.25)]
    [InlineData(1e5, 2e6)]
    public void All_stands_on_the_canvas(params double[] values)
    {
        var histogram = new Histogram("conv2d/kernel", "weight", values);
        foreach (var (width, height) in new[] { (400, 300), (240, 180), (1200, 800) })
        {
            var scene = HistogramLayout.Of(histogram, width, height);
            var canvas = new Box(0, 0, width, height);
            Assert.All(scene.Primitives.OfType<TextLine>(), text => Assert.True(canvas.Contains(text.Bounds), $"{text}"));
            Assert.All(scene.Primitives.OfType<Rectangle>(), r => Assert.True(canvas.Contains(r.Box), $"{r}"));
            Assert.All(scene.Primitives.OfType<Polyline>().SelectMany(l => l.Points), p => Assert.True(canvas.Contains(new Box(p.X, p.Y, p.X, p.Y)), $"{p}"));
        }

        Assert.Equal(values.Any(double.IsFinite) ? 0 : 1, XDocument.Parse(histogram.ToSvg()).Descendants(Svg + "text").Count(t => t.Value == "no data"));
        Assert.NotEmpty(histogram.ToPng());
    }

    [Fact]
    public void Mean_and_deviations_are_marked_where_they_are()
    {
        var scene = HistogramLayout.Of(new Histogram("", "", [0, 0, 10, 10], 10), 400, 300);
        Polyline[] marks = [.. scene.Primitives.OfType<Polyline>().Where(l => l.Colour == Rgb.Of(PaletteColour.Vermilion))];
        Rectangle[] bars = [.. scene.Primitives.OfType<Rectangle>().Skip(1)];
        Assert.Equal(3, marks.Length);
        // Mean 5, deviation 5: both ends of the data, and the middle between them.
        Assert.Equal(bars[0].Box.Left, marks[1].Points[0].X, 6);
        Assert.Equal((marks[1].Points[0].X + marks[2].Points[0].X) / 2, marks[0].Points[0].X, 6);
        Assert.Equal(bars[0].Box.Height, bars[1].Box.Height, 6);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public void The_number_of_bars_is_bounded(int bins) => Assert.Throws<ArgumentOutOfRangeException>(() => new Histogram("", "", [1], bins));
}
