using MlNetCnn.Keras;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>A run that was interrupted anywhere and goes on ends with the same bits as one that was not.</summary>
public sealed class A_resumed_run_is_the_run
{
    [Theory]
    [InlineData(0, null, null)]
    [InlineData(0, null, 1)]
    [InlineData(1, 4, null)]
    [InlineData(1, 4, 1)]
    [InlineData(2, 9, 5)]
    public void Interrupted_at_any_call(int optimizer, int? stepsPerEpoch, int? saveEverySteps)
    {
        using var folder = new TempFolder();
        string Run(int at, string? checkpoint, out ResumeRun.Interruption interruption)
        {
            interruption = new ResumeRun.Interruption(at);
            Callback[] callbacks = checkpoint is null ? [interruption, new ResumeRun.Stateful(3)] : [new BackupAndRestore(checkpoint, saveEverySteps), interruption, new ResumeRun.Stateful(3)];
            return ResumeRun.Fit(new() { Epochs = 4, BatchSize = 4, StepsPerEpoch = stepsPerEpoch, Seed = 7, Callbacks = callbacks }, ResumeRun.Optimizers[optimizer]);
        }

        var expected = Run(-1, null, out var whole);
        Assert.Contains("steps", expected);
        Assert.Equal(expected, Run(-1, folder.File("none"), out _));
        for (var at = 0; at < whole.Calls; at++)
        {
            var file = folder.File($"at-{at}");
            Assert.Throws<TimeoutException>(() => Run(at, file, out _));
            Assert.Equal(expected, Run(-1, file, out var rest));
            Assert.False(File.Exists(file));
            // At most what was done since the last save is done again.
            if (saveEverySteps == 1) Assert.InRange(rest.Calls, 1, whole.Calls - at + 6);
        }
    }

    [Fact]
    public void Interrupted_again_and_again()
    {
        using var folder = new TempFolder();
        string Run(int at, string? checkpoint) => ResumeRun.Fit(new()
        {
            Epochs = 3,
            BatchSize = 4,
            StepsPerEpoch = 7,
            Callbacks = [.. checkpoint is null ? Array.Empty<Callback>() : [new BackupAndRestore(checkpoint, 1)], new ResumeRun.Stateful(9), new ResumeRun.Interruption(at)],
        }, ResumeRun.Optimizers[1]);
        var expected = Run(-1, null);
        var interrupted = 0;
        while (true)
        {
            try
            {
                Assert.Equal(expected, Run(7, folder.File("checkpoint")));
                break;
            }
            catch (TimeoutException)
            {
                Assert.True(++interrupted < 50, "The run does not get ahead.");
            }
        }

        Assert.InRange(interrupted, 6, 49);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public void With_the_callbacks_of_the_library(int? saveEverySteps)
    {
        using var folder = new TempFolder();
        string Run(int at, string name, bool backup, out ResumeRun.Interruption interruption)
        {
            var own = Directory.CreateDirectory(folder.File(name)).FullName;
            var result = ResumeRun.Fit(new()
            {
                Epochs = 9,
                BatchSize = 6,
                Seed = 7,
                Metrics = [new Auc()],
                Callbacks =
                [
                    .. backup ? [new BackupAndRestore(Path.Combine(own, "checkpoint"), saveEverySteps)] : Array.Empty<Callback>(),
                    new LearningRateScheduler((epoch, rate) => epoch == 0 ? rate : rate * 0.95),
                    new ReduceLROnPlateau(patience: 1, factor: 0.5),
                    new EarlyStopping(patience: 3, restoreBestWeights: true),
                    new SwapEmaWeights(),
                    interruption = new ResumeRun.Interruption(at),
                    new CsvLogger(Path.Combine(own, "log.csv")),
                    new ModelCheckpoint(Path.Combine(own, "best.keras"), saveBestOnly: true),
                ],
            }, ResumeRun.Optimizers[1]);
            return result + File.ReadAllText(Path.Combine(own, "log.csv")) + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(own, "best.keras"))));
        }

        var expected = Run(-1, "whole", false, out var whole);
        for (var at = 1; at < whole.Calls; at += 5)
        {
            var name = FormattableString.Invariant($"at-{at}");
            Assert.Throws<TimeoutException>(() => { Run(at, name, true, out _); });
            Assert.Equal(expected, Run(-1, name, true, out _));
        }
    }

    [Fact]
    public void A_cancelled_run_goes_on_too()
    {
        using var folder = new TempFolder();
        string Run(CancellationToken token, IProgress<BatchProgress>? progress, bool backup = true) => ResumeRun.Fit(new()
        {
            Epochs = 3,
            BatchSize = 4,
            Callbacks = [.. backup ? [new BackupAndRestore(folder.File("checkpoint"), 2)] : Array.Empty<Callback>(), new ResumeRun.Stateful(9)],
            CancellationToken = token,
            BatchProgress = progress,
        }, ResumeRun.Optimizers[0]);
        using var cancel = new CancellationTokenSource();
        var steps = 0;
        Assert.Contains("cancelled True", Run(cancel.Token, new Steps_of_an_epoch.Heard<BatchProgress>(_ =>
        {
            if (++steps == 9) cancel.Cancel();
        })));
        Assert.True(File.Exists(folder.File("checkpoint")));
        Assert.Equal(Run(default, null, backup: false), Run(default, null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(4)]
    public void A_kept_checkpoint_ends_at_once_with_the_same_result_and_goes_on_with_more_epochs(int? saveEverySteps)
    {
        using var folder = new TempFolder();
        string Run(int epochs, bool backup, out ResumeRun.Interruption calls) => ResumeRun.Fit(new()
        {
            Epochs = epochs,
            BatchSize = 4,
            Callbacks = [calls = new(-1), .. backup ? [new BackupAndRestore(folder.File("checkpoint"), saveEverySteps, deleteCheckpoint: false)] : Array.Empty<Callback>()],
        }, ResumeRun.Optimizers[1]);
        var short_ = Run(2, false, out _);
        Assert.Equal(short_, Run(2, true, out _));
        Assert.Equal(short_, Run(2, true, out var again));
        if (saveEverySteps is null) Assert.Equal(1, again.Calls);
        Assert.Equal(Run(5, false, out _), Run(5, true, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public void After_a_picture_vanished_and_came_back(int? saveEverySteps)
    {
        using var folder = new TempFolder();
        string Run(int vanishesIn, int prefetch, bool backup = true)
        {
            var (executable, _) = ResumeRun.Compile(ResumeRun.Optimizers[2]);
            using (executable)
            {
                return ResumeRun.Result(executable, Trainer.Fit(executable, new Vanishing(ResumeRun.Pictures(22, 1), vanishesIn), ResumeRun.Pictures(9, 2), new()
                {
                    Epochs = 4,
                    BatchSize = 4,
                    StepsPerEpoch = 8,
                    Prefetch = prefetch,
                    Callbacks = [.. backup ? [new BackupAndRestore(folder.File("new", "folder", "checkpoint"), saveEverySteps)] : Array.Empty<Callback>()],
                }));
            }
        }

        var expected = Run(-1, 2, backup: false);
        Assert.Equal("cat.9.jpg", Assert.Throws<FileNotFoundException>(() => { Run(3, 64); }).FileName);
        Assert.True(File.Exists(folder.File("new", "folder", "checkpoint")));
        // How many batches are fetched ahead is no part of the run.
        Assert.Equal(expected, Run(-1, 0));
    }

    private sealed class Vanishing(IBatchSource inner, int pass) : IBatchSource
    {
        public int Count => inner.Count;

        public Shape InputShape => inner.InputShape;

        public Shape TargetShape => inner.TargetShape;

        public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
        {
            if (epoch == pass && indices.Contains(9)) throw new FileNotFoundException("There is no cat.9.jpg.", "cat.9.jpg");
            inner.Fill(epoch, indices, inputs, targets, weights, cancellation);
        }
    }
}
