using System.Text.Json;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests.Callbacks;

/// <summary>Keras's own runs over the same series: the epoch of stopping, the best epoch, the weights at the end.</summary>
public sealed class Early_stopping
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Table.Read("callbacks.json").GetProperty("early_stopping").GetArrayLength())];

    internal static EarlyStopping Make(JsonElement row) => new(
        row.Text("monitor"), row.Double("min_delta", 0), row.Int("patience"), Enum.Parse<MonitorMode>(row.Text("mode", "auto"), ignoreCase: true),
        row.TryGetProperty("baseline", out var baseline) ? baseline.GetDouble() : null, row.Flag("restore_best_weights"), row.Int("start_from_epoch"));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stops_and_restores_as_Keras(int number)
    {
        var table = Table.Read("callbacks.json");
        var row = table.GetProperty("early_stopping")[number];
        using var driver = new Driver();
        var callback = Make(row);
        driver.Run(callback, table.GetProperty("series").GetProperty(row.Text("series")).Numbers(), row.Text("monitor"));
        Assert.Equal(row.Int("ran"), driver.Ran);
        Assert.Equal(row.Int("weight"), driver.Weight);
        Assert.Equal(row.Int("stopped_epoch"), callback.StoppedEpoch ?? 0);
        Assert.Equal(row.Int("best_epoch"), callback.BestEpoch ?? 0);
    }

    [Fact]
    public void A_monitor_that_is_not_there_is_an_error_that_lists_those_there_are()
    {
        using var driver = new Driver();
        var error = Assert.Throws<ArgumentException>(() => driver.Run(new EarlyStopping("val_los"), [1], "val_loss"));
        Assert.Contains("'val_los'", error.Message);
        Assert.Contains("loss, val_loss", error.Message);
    }

    [Fact]
    public void A_metric_without_a_direction_needs_a_mode()
    {
        using var driver = new Driver();
        Assert.Contains("set mode", Assert.Throws<ArgumentException>(() => driver.Run(new EarlyStopping("unknown"), [1], "unknown")).Message);
        driver.Run(new EarlyStopping("unknown", mode: MonitorMode.Max), [1], "unknown");
    }

    [Fact]
    public void The_direction_is_the_metrics_own()
    {
        using var driver = new Driver();
        driver.Run(new EarlyStopping("val_auc", patience: 1), [0.5, 0.6, 0.7, 0.6, 0.8], "val_auc");
        Assert.Equal(4, driver.Ran);
    }

    [Fact]
    public void A_second_fit_begins_anew()
    {
        using Driver first = new(), second = new();
        var callback = new EarlyStopping(patience: 1, restoreBestWeights: true);
        first.Run(callback, [0.1, 0.2], "val_loss");
        second.Run(callback, [0.9, 0.8, 0.7], "val_loss");
        Assert.Equal((3, 3f, null, 2), (second.Ran, second.Weight, callback.StoppedEpoch, callback.BestEpoch));
    }
}
