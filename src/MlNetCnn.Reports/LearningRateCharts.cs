using System.Globalization;

namespace MlNetCnn.Reports;

/// <summary>Charts of learning rates, on logarithmic axes.</summary>
public static class LearningRateCharts
{
    /// <summary>A rate over steps or epochs, as a schedule gives it.</summary>
    /// <param name="title">Title above the chart; may be empty.</param>
    /// <param name="rates">The rates of steps or epochs 1, 2, 3 ...; one that is not above zero is not drawn.</param>
    /// <param name="xLabel">What is counted.</param>
    public static LineChart OfSchedule(string title, IEnumerable<double> rates, string xLabel = "Epoch") =>
        new(title, xLabel, "Learning rate", [LineSeries.PerEpoch("Learning rate", rates)]) { YScale = AxisScale.Logarithmic };

    /// <summary>The loss over the rate, as a search for the rate gives it (L. Smith, "Cyclical Learning Rates for Training Neural Networks", 2017, section 3.3).</summary>
    /// <param name="title">Title above the chart; may be empty.</param>
    /// <param name="rates">The rates tried, rising.</param>
    /// <param name="losses">The loss at each.</param>
    /// <param name="suggestion">The rate that is suggested, marked by an upright line; null for none.</param>
    /// <exception cref="ArgumentException">The two lists have different lengths.</exception>
    public static LineChart OfSearch(string title, IEnumerable<double> rates, IEnumerable<double> losses, double? suggestion = null)
    {
        ArgumentNullException.ThrowIfNull(rates);
        ArgumentNullException.ThrowIfNull(losses);
        var loss = new LineSeries("Loss", rates, losses);
        double[] drawn = [.. loss.Y.Where((_, i) => loss.IsDrawn(i))];
        var mark = suggestion is { } rate && drawn.Length > 0
            ? new[] { new LineSeries(string.Create(CultureInfo.InvariantCulture, $"suggested: {rate:G3}"), [rate, rate], [drawn.Min(), drawn.Max()], SeriesStyle.Line, PaletteColour.Vermilion) }
            : [];
        return new LineChart(title, "Learning rate", "Loss", [loss, .. mark]) { XScale = AxisScale.Logarithmic };
    }
}
