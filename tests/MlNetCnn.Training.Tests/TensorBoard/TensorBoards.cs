using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Tests.Callbacks;

namespace MlNetCnn.Training.Tests.TensorBoards;

/// <summary>Event files beside those that a script makes from the formats' description, and what a killed run leaves.</summary>
public sealed class TensorBoards
{
    private static readonly Dictionary<string, double>[] Rows =
    [
        new() { ["loss"] = 0.75, ["accuracy"] = 0.5, ["val_loss"] = 0.7, ["val_accuracy"] = 0.25, ["learning_rate"] = 0.125 },
        new() { ["loss"] = 0.3, ["accuracy"] = 0.875, ["val_loss"] = double.PositiveInfinity, ["val_accuracy"] = 1 },
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_bytes_are_those_of_the_formats(int runs)
    {
        using var folder = new TempFolder();
        for (var run = 0; run < runs; run++)
        {
            using var driver = new Driver(rate: 0.125);
            var callback = new TensorBoard(folder.File("logs"), clock: new Clock());
            callback.OnTrainBegin(driver.Fit);
            Epochs(driver, callback, 0, 2);
            callback.OnTrainEnd(driver.Fit, Rows[1]);
        }

        Assert.Equal(Expected("events-train.bin"), Written(folder, "train"));
        Assert.Equal(Expected("events-validation.bin"), Written(folder, "validation"));
    }

    [Fact]
    public void A_resumed_run_has_no_step_twice()
    {
        using var folder = new TempFolder();
        using var driver = new Driver(rate: 0.125);
        var killed = new TensorBoard(folder.File("logs"), clock: new Clock());
        killed.OnTrainBegin(driver.Fit);
        Epochs(driver, killed, 0, 1);
        var state = Callback_states.Stored(killed.SaveState());
        // Its checkpoint is behind: it was killed an epoch later, amid writing.
        Epochs(driver, killed, 1, 2);
        var train = folder.File("logs/train/events.out.tfevents.0.mlnetcnn");
        File.WriteAllBytes(train, File.ReadAllBytes(train)[..^3]);

        var resumed = new TensorBoard(folder.File("logs"), clock: new Clock());
        resumed.OnTrainBegin(driver.Fit);
        resumed.RestoreState(state);
        driver.Fit.Iterations = 7;
        Epochs(driver, resumed, 1, 2);

        Assert.Equal(Expected("events-train.bin"), Written(folder, "train"));
        Assert.Equal(Expected("events-validation.bin"), Written(folder, "validation"));
    }

    [Fact]
    public void Steps_are_written_as_often_as_asked()
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        var callback = new TensorBoard(folder.File("logs"), updateFreq: 2, clock: new Clock());
        callback.OnTrainBegin(driver.Fit);
        for (var step = 0; step < 5; step++)
        {
            driver.Fit.Iterations++;
            callback.OnTrainBatchEnd(driver.Fit, step, new Dictionary<string, double> { ["loss"] = step });
        }

        var text = System.Text.Encoding.Latin1.GetString(Written(folder, "train"));
        Assert.Equal(2, text.Split("batch_loss").Length - 1);
        Assert.False(Directory.Exists(folder.File("logs/validation")));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_of_before_the_first_epoch()
    {
        using var folder = new TempFolder();
        using var driver = new Driver();
        File.WriteAllText(folder.File("logs"), "");

        var error = Assert.ThrowsAny<IOException>(() => new TensorBoard(folder.File("logs")).OnTrainBegin(driver.Fit));

        Assert.Contains("logs", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_is_none_is_refused()
    {
        using var folder = new TempFolder();
        var state = new CallbackState();
        state.Values["train"] = -1;

        var error = Assert.Throws<InvalidDataException>(() => new TensorBoard(folder.Path).RestoreState(state));

        Assert.Contains("'train' is -1", error.Message, StringComparison.Ordinal);
    }

    private static void Epochs(Driver driver, TensorBoard callback, int first, int end)
    {
        for (var epoch = first; epoch < end; epoch++)
        {
            driver.Fit.Iterations += 7;
            callback.OnTestEnd(driver.Fit, new Dictionary<string, double> { ["loss"] = Rows[epoch]["val_loss"], ["accuracy"] = Rows[epoch]["val_accuracy"] });
            callback.OnEpochEnd(driver.Fit, epoch, Rows[epoch]);
        }
    }

    private static byte[] Written(TempFolder folder, string part) => File.ReadAllBytes(folder.File($"logs/{part}/events.out.tfevents.0.mlnetcnn"));

    private static byte[] Expected(string name)
    {
        using var stream = typeof(TensorBoards).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class Clock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddSeconds(1.5);
    }
}
