using System.Text.Json.Nodes;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Schedules;

namespace MlNetCnn.Training.Tests.Callbacks;

/// <summary>The contract of <see cref="Callback.SaveState"/>: after any epoch, a new callback with the state goes on as the old one would.</summary>
public sealed class Callback_states
{
    private static readonly double[] Series = [1.0, 0.8, 0.7, 0.71, 0.69, double.NaN, 0.6951, 0.6899, 0.7, 0.72, 0.71, 0.7];

    public static TheoryData<string> Names => [.. All(".").Keys];

    /// <summary>As a state comes back from a file.</summary>
    internal static CallbackState Stored(CallbackState? state)
    {
        Assert.NotNull(state);
        return new CallbackState(JsonNode.Parse(state.Values.ToJsonString())!.AsObject(), state.Arrays.ToDictionary(a => a.Key, a => a.Value.ToArray()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_resumed_callback_goes_on_as_if_nothing_had_happened(string name)
    {
        for (var stop = 0; stop <= Series.Length; stop++)
        {
            using TempFolder straightFolder = new(), folder = new();
            using Driver straight = new(), before = new(), after = new();
            var callback = All(straightFolder.Path)[name]();
            straight.Run(callback, Series, "val_loss");

            var killed = All(folder.Path)[name]();
            killed.OnTrainBegin(before.Fit);
            before.Epochs(killed, Series, "val_loss", until: stop);
            if (before.Fit.StopTraining) break;
            var state = killed.SaveState();
            var resumed = All(folder.Path)[name]();
            resumed.OnTrainBegin(after.Fit);
            after.Resume(before);
            if (state is not null) resumed.RestoreState(Stored(state));
            after.Epochs(resumed, Series, "val_loss");
            resumed.OnTrainEnd(after.Fit, new Dictionary<string, double>());

            Assert.Equal(straight.Ran, after.Ran);
            Assert.Equal(straight.Weight, after.Weight);
            Assert.Equal(straight.Fit.LearningRate, after.Fit.LearningRate);
            Assert.Equal(straight.Rates, before.Rates.Concat(after.Rates));
            Assert.Equal(Files(straightFolder.Path), Files(folder.Path));
            Assert.Equal(callback.SaveState()?.Values.ToJsonString().Replace(straightFolder.Path, folder.Path), resumed.SaveState()?.Values.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void States_of_something_else_are_refused(string name)
    {
        using var driver = new Driver();
        var callback = All(".")[name]();
        if (callback.SaveState() is null || callback is CsvLogger) return;
        Assert.Throws<InvalidDataException>(() => callback.RestoreState(new CallbackState()));
        var wrong = new CallbackState();
        foreach (var value in callback.SaveState()!.Values) wrong.Values[value.Key] = new JsonObject();
        Assert.Throws<InvalidDataException>(() => callback.RestoreState(wrong));
    }

    [Fact]
    public void Weights_that_the_state_lacks_are_told()
    {
        using var driver = new Driver();
        var callback = new EarlyStopping(restoreBestWeights: true);
        driver.Run(callback, [1], "val_loss");
        var state = callback.SaveState();
        state.Arrays.Clear();
        Assert.Contains("kernel", Assert.Throws<InvalidDataException>(() => callback.RestoreState(state)).Message);
    }

    private static Dictionary<string, Func<Callback>> All(string folder) => new()
    {
        ["early_stopping"] = () => new EarlyStopping(patience: 4, restoreBestWeights: true),
        ["early_stopping_baseline"] = () => new EarlyStopping(patience: 5, baseline: 0.7, startFromEpoch: 2),
        ["plateau"] = () => new ReduceLROnPlateau(patience: 1, cooldown: 2, factor: 0.5),
        ["scheduler"] = () => new LearningRateScheduler(new CosineDecay(0.1, 12)),
        ["scheduler_function"] = () => new LearningRateScheduler((epoch, rate) => rate * (epoch + 1) / (epoch + 2)),
        ["checkpoint"] = () => new ModelCheckpoint(Path.Combine(folder, "{epoch}.weights.h5"), saveBestOnly: true, saveWeightsOnly: true),
        ["checkpoint_batches"] = () => new ModelCheckpoint(Path.Combine(folder, "{epoch}-{batch}.weights.h5"), saveWeightsOnly: true, saveFreq: 5),
        ["csv"] = () => new CsvLogger(Path.Combine(folder, "log.csv")),
        ["csv_append"] = () => new CsvLogger(Path.Combine(folder, "log.csv"), append: true),
        ["nan"] = () => new TerminateOnNaN(),
        ["lambda"] = () => new LambdaCallback(onEpochEnd: (fit, epoch, _) => fit.StopTraining = epoch == 7),
    };

    private static IEnumerable<(string Name, string Bytes)> Files(string folder) =>
        Directory.EnumerateFiles(folder).Select(f => (Path.GetFileName(f), Convert.ToHexString(File.ReadAllBytes(f)))).Order();
}
