using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;

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
}
