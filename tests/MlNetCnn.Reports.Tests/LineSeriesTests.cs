namespace MlNetCnn.Reports.Tests;

public sealed class LineSeriesTests
{
    [Fact]
    public void Lists_of_different_length_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new LineSeries("loss", [1, 2, 3], [1, 2]));
        Assert.Contains("'loss' has 3 x values and 2 y values", error.Message);
    }

    [Fact]
    public void The_values_are_copied()
    {
        double[] y = [1, 2];
        var series = LineSeries.PerEpoch("loss", y);
        y[0] = 9;
        Assert.Equal([1, 2], series.Y);
        Assert.Equal([1, 2], series.X);
    }

    [Fact]
    public void Unknown_styles_and_colours_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineSeries("", [], [], (SeriesStyle)9));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineSeries("", [], [], colour: (PaletteColour)99));
    }
}
