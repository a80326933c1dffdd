using System.Xml.Linq;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

public sealed class HistogramComparisonTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Reference: <c>numpy.histogram(values, bins=4, range=(-1, 3))</c>.</summary>
    [Fact]
    public void Both_are_counted_in_the_same_bars()
    {
        var comparison = new HistogramComparison("", "", "a", [-1, -0.5, 0, 0.1, 0.9], "b", [1, 1.5, 2, 3, double.NaN], 4);
        Assert.Equal((-1.0, 3.0), comparison.Range);
        Assert.Equal([2, 3, 0, 0], comparison.First.Bins);
        Assert.Equal([0, 0, 2, 2], comparison.Second.Bins);
        Assert.Equal((-0.1, 1.875, 1), (Math.Round(comparison.First.Mean, 12), comparison.Second.Mean, comparison.Second.NotFinite));
        Assert.Contains("a: mean -0.1, std 0.6356, 5 values<", comparison.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("b: mean 1.875, std 0.7395, 4 values, 1 not finite<", comparison.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_of_different_size_have_bars_of_the_same_height_for_the_same_share()
    {
        var scene = ComparisonLayout.Of(new HistogramComparison("", "", "a", [0, 1], "b", [0, 0, 0, 1, 1, 1], 2), 400, 300);
        var heights = scene.Primitives.OfType<Rectangle>().Where(r => r.Opacity < 1).Select(r => Math.Round(r.Box.Height, 6)).ToArray();
        Assert.Equal(4, heights.Length);
        Assert.Single(heights.Distinct());
    }

    [Theory]
    [InlineData]
    [InlineData(double.NaN)]
    [InlineData(0.0)]
    [InlineData(5.0, 5.0)]
    [InlineData(-1e300, 1e300)]
    [InlineData(-0.3, 0.1, 0.2, 0.25)]
    public void All_stands_on_the_canvas(params double[] values)
    {
        foreach (var other in new double[][] { [], [0.1, 0.2], values })
        {
            var comparison = new HistogramComparison(new string('t', 300), "weight", new string('n', 300), values, "untrained", other);
            foreach (var (width, height) in new[] { (400, 300), (240, 180), (1200, 800) })
            {
                var scene = ComparisonLayout.Of(comparison, width, height);
                var canvas = new Box(0, 0, width, height);
                Assert.All(scene.Primitives.OfType<TextLine>(), text => Assert.True(canvas.Contains(text.Bounds), $"{text}"));
                Assert.All(scene.Primitives.OfType<Rectangle>(), r => Assert.True(canvas.Contains(r.Box), $"{r}"));
                Assert.All(scene.Primitives.OfType<Polyline>().SelectMany(l => l.Points), p => Assert.True(canvas.Contains(new Box(p.X, p.Y, p.X, p.Y)), $"{p}"));
            }

            Assert.Equal(comparison.Range is null ? 1 : 0, XDocument.Parse(comparison.ToSvg()).Descendants(Svg + "text").Count(t => t.Value == "no data"));
            Assert.NotEmpty(comparison.ToPng());
        }
    }

    [Fact]
    public void Sizes_and_bars_are_bounded()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramComparison("", "", "", [1], "", [2], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramComparison("", "", "", [1], "", [2]).ToSvg(239, 300));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HistogramComparison("", "", "", [1], "", [2]).ToSvg(300, 8193));
    }
}
