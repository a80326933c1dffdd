namespace MlNetCnn.Reports.Tests;

public sealed class TrainingCurvesTests
{
    private static readonly Dictionary<string, IReadOnlyList<double>> History = new()
    {
        ["loss"] = [0.7, 0.5, 0.4],
        ["accuracy"] = [0.5, 0.75, 0.875],
        ["val_loss"] = [0.8, 0.6, 0.7],
        ["val_accuracy"] = [0.5, 0.625, 0.75],
        ["top_5_categorical_crossentropy"] = [1, 2, 3],
    };

    [Fact]
    public void A_metric_has_dots_and_a_smoothed_line_for_training_and_validation()
    {
        var chart = TrainingCurves.Of(History, "accuracy");
        Assert.Equal(("Training and validation accuracy", "Epoch", "Accuracy"), (chart.Title, chart.XLabel, chart.YLabel));
        Assert.Equal(
            [("Training", SeriesStyle.Points, PaletteColour.Blue), ("Validation", SeriesStyle.Points, PaletteColour.Vermilion), ("Training, smoothed", SeriesStyle.Line, PaletteColour.Blue), ("Validation, smoothed", SeriesStyle.Line, PaletteColour.Vermilion)],
            chart.Series.Select(series => (series.Name, series.Style, series.Colour)));
        Assert.Equal([1, 2, 3], chart.Series[0].X);
        Assert.Equal(History["accuracy"], chart.Series[0].Y);
        Assert.Equal(Smoothing.Exponential(History["val_accuracy"]), chart.Series[3].Y);
    }

    [Fact]
    public void Charts_come_accuracy_first_then_loss_then_the_rest() =>
        Assert.Equal(["accuracy", "loss", "top_5_categorical_crossentropy"], TrainingCurves.All(History).Select(pair => pair.Metric));

    [Fact]
    public void A_run_without_validation_has_the_training_curves_alone()
    {
        var chart = TrainingCurves.Of(new Dictionary<string, IReadOnlyList<double>> { ["loss"] = [1, 2] }, "loss");
        Assert.Equal("Training loss", chart.Title);
        Assert.Equal(2, chart.Series.Count);
    }

    [Fact]
    public void Without_smoothing_the_line_goes_through_the_dots()
    {
        var chart = TrainingCurves.Of(History, "loss", smoothing: 0);
        Assert.Equal([("Training", SeriesStyle.Both), ("Validation", SeriesStyle.Both)], chart.Series.Select(series => (series.Name, series.Style)));
    }

    [Fact]
    public void An_unknown_metric_is_refused_with_those_there_are()
    {
        var error = Assert.Throws<ArgumentException>(() => TrainingCurves.Of(History, "auc"));
        Assert.Contains("no 'auc'; it has accuracy, loss,", error.Message);
    }
}
