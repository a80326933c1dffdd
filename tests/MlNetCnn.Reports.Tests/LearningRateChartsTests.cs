namespace MlNetCnn.Reports.Tests;

public sealed class LearningRateChartsTests
{
    [Fact]
    public void A_schedule_is_drawn_over_its_steps_on_a_logarithmic_axis()
    {
        var chart = LearningRateCharts.OfSchedule("Cosine", [0.1, 0.05, 0.001], "Step");
        Assert.Equal(("Cosine", "Step", AxisScale.Linear, AxisScale.Logarithmic), (chart.Title, chart.XLabel, chart.XScale, chart.YScale));
        Assert.Equal([0.1, 0.05, 0.001], chart.Series.Single().Y);
    }

    [Fact]
    public void A_search_marks_the_rate_that_it_suggests()
    {
        var chart = LearningRateCharts.OfSearch("Search", [1e-4, 1e-3, 1e-2, 0.1], [0.7, 0.5, 0.4, double.NaN], 3e-3);
        Assert.Equal(AxisScale.Logarithmic, chart.XScale);
        Assert.Equal(["Loss", "suggested: 0.003"], chart.Series.Select(s => s.Name));
        Assert.Equal([3e-3, 3e-3], chart.Series[1].X);
        Assert.Equal([0.4, 0.7], chart.Series[1].Y);
        Assert.Single(LearningRateCharts.OfSearch("", [1e-4], [double.NaN], 1).Series);
    }

    [Fact]
    public void A_runs_rate_is_not_smoothed_and_logarithmic_where_it_falls_far()
    {
        var history = new Dictionary<string, IReadOnlyList<double>> { ["learning_rate"] = [1e-3, 1e-4, 1e-5] };
        var chart = TrainingCurves.Of(history, "learning_rate");
        Assert.Equal(("Learning rate", AxisScale.Logarithmic, SeriesStyle.Both), (chart.Title, chart.YScale, chart.Series.Single().Style));
        Assert.Equal([1e-3, 1e-4, 1e-5], chart.Series[0].Y);
        Assert.Equal(AxisScale.Linear, TrainingCurves.Of(new Dictionary<string, IReadOnlyList<double>> { ["lr"] = [1e-3, 5e-4] }, "lr").YScale);
    }

    [Fact]
    public void An_unknown_scale_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LineChart("", "", "", []) { XScale = (AxisScale)2 });
}
