using System.Text.Json;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests.Callbacks;

/// <summary>Every learning rate of Keras's own runs. Keras holds rates in single precision.</summary>
public sealed class Learning_rates
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, Table.Read("callbacks.json").GetProperty("reduce_lr_on_plateau").GetArrayLength())];

    internal static ReduceLROnPlateau Make(JsonElement row) => new(
        row.Text("monitor"), row.Double("factor", 0.1), row.Int("patience", 10), Enum.Parse<MonitorMode>(row.Text("mode", "auto"), ignoreCase: true), row.Double("min_delta", 1e-4),
        row.Int("cooldown"), row.Double("min_lr", 0));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Reduced_on_a_plateau_as_by_Keras(int number)
    {
        var table = Table.Read("callbacks.json");
        var row = table.GetProperty("reduce_lr_on_plateau")[number];
        using var driver = new Driver();
        driver.Run(Make(row), table.GetProperty("series").GetProperty(row.Text("series")).Numbers(), row.Text("monitor"));
        AssertRates(row, driver);
    }

    [Fact]
    public void Set_by_a_function_as_by_Keras()
    {
        var table = Table.Read("callbacks.json");
        using var driver = new Driver();
        driver.Run(new LearningRateScheduler((epoch, rate) => epoch < 3 ? rate : rate * 0.9), table.GetProperty("series").GetProperty("fall").Numbers(), "val_loss");
        AssertRates(table.GetProperty("learning_rate_scheduler"), driver);
    }

    [Fact]
    public void A_schedule_counts_steps_over_all_epochs_or_epochs()
    {
        var schedule = new ExponentialDecay(1, 1, 0.5);
        using var engine = new LogisticExecutable(1);
        List<double> rates = [];
        var watch = new LambdaCallback(onTrainBatchEnd: (fit, _, _) => rates.Add(fit.LearningRate));
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(6), null, new() { Epochs = 2, BatchSize = 2, Callbacks = [new LearningRateScheduler(schedule), watch] });
        Assert.Equal([1, 0.5, 0.25, 0.125, 0.0625, 0.03125], rates);
        Assert.Equal([0.25, 0.03125], history["learning_rate"]);

        rates.Clear();
        Trainer.Fit(engine, Trainer_runs_epochs.Numbers(6), null, new() { Epochs = 2, BatchSize = 2, Callbacks = [new LearningRateScheduler(schedule, ScheduleUnit.Epochs), watch] });
        Assert.Equal([1, 1, 1, 0.5, 0.5, 0.5], rates);
    }

    [Fact]
    public void A_rate_that_is_none_is_an_error()
    {
        using var driver = new Driver();
        Assert.Contains("epoch 0", Assert.Throws<InvalidOperationException>(() => driver.Run(new LearningRateScheduler((_, _) => double.NaN), [1], "val_loss")).Message);
    }

    [Fact]
    public void Keras_would_take_the_lowest_auc_for_the_best_and_the_fit_is_told()
    {
        using Driver auto = new(), max = new();
        auto.Run(new ReduceLROnPlateau("val_auc"), [0.5], "val_auc");
        max.Run(new ReduceLROnPlateau("val_auc", mode: MonitorMode.Max), [0.5], "val_auc");
        Assert.Contains("set mode to Max", Assert.Single(auto.Messages));
        Assert.Empty(max.Messages);
    }

    [Fact]
    public void What_is_wrong_is_listed()
    {
        var error = Assert.Throws<ArgumentException>(() => new ReduceLROnPlateau(factor: 1, patience: -1));
        Assert.Contains("factor is 1", error.Message);
        Assert.Contains("patience is -1", error.Message);
        using var driver = new Driver();
        Assert.Throws<ArgumentException>(() => driver.Run(new ReduceLROnPlateau(), [1], "accuracy"));
    }

    private static void AssertRates(JsonElement row, Driver driver)
    {
        Close(row.GetProperty("rates").Numbers(), driver.Rates);
        Close(row.GetProperty("logged").Numbers(), driver.Logged);
        Close([row.GetProperty("last").Number()], [driver.Fit.LearningRate]);
    }

    private static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++) Assert.InRange(actual[i], expected[i] * (1 - 1e-6), expected[i] * (1 + 1e-6));
    }
}
