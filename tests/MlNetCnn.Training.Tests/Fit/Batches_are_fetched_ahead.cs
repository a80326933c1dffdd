using MlNetCnn.Keras;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>Fetching ahead changes no result, holds few buffers, leaves nothing running, and hands on what the source throws.</summary>
public sealed class Batches_are_fetched_ahead
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(64)]
    public void Results_do_not_depend_on_it(int prefetch)
    {
        (string, float, float[][]) Run(int ahead)
        {
            using var engine = new LogisticExecutable(1, 0.01);
            var source = new Watched(Trainer_runs_epochs.Numbers(23, [.. Enumerable.Range(1, 23).Select(i => i / 8f)])) { Delay = i => i % 3 };
            var history = Trainer.Fit(engine, source, Trainer_runs_epochs.Numbers(23), new() { Epochs = 3, BatchSize = 4, StepsPerEpoch = 8, Prefetch = ahead });
            Assert.Equal(0, source.Running);
            Assert.InRange(source.MostRunning, 1, Math.Max(1, ahead));
            using var csv = new StringWriter();
            history.WriteCsv(csv);
            return (csv.ToString(), engine.Kernel0, [.. engine.Trained, .. engine.TrainWeights]);
        }

        var (expected, got) = (Run(0), Run(prefetch));
        Assert.Equal(expected.Item1, got.Item1);
        Assert.Equal(expected.Item2, got.Item2);
        Assert.Equal(expected.Item3, got.Item3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(64)]
    public void A_picture_that_vanishes_reaches_the_caller_as_it_was_thrown_and_the_best_weights_stay(int prefetch)
    {
        var source = new Watched(Trainer_runs_epochs.Numbers(6)) { Fails = (pass, index) => pass == 2 && index == 3 ? new FileNotFoundException("There is no cats/cat.3.jpg.", "cats/cat.3.jpg") : null };
        var afterEpoch = new List<float>();
        using var engine = new LogisticExecutable(1) { BeforeTest = step => step == 0 ? 0.1 : 0.9 };
        var error = Assert.Throws<FileNotFoundException>(() => Trainer.Fit(engine, source, Trainer_runs_epochs.Numbers(2), new()
        {
            BatchSize = 2,
            Prefetch = prefetch,
            Progress = new Trainer_runs_epochs.Listener(_ => afterEpoch.Add(engine.Kernel0)),
        }));
        Assert.Equal("cats/cat.3.jpg", error.FileName);
        Assert.Contains(nameof(Watched), error.StackTrace);
        Assert.Equal(2, afterEpoch.Count);
        Assert.Equal(afterEpoch[0], engine.Kernel0);
        Assert.Equal(afterEpoch[0], engine.Model.Weights[0].Values[0]);
        Assert.Equal(0, source.Running);
    }

    [Fact]
    public void Before_the_first_epoch_has_ended_the_weights_of_that_moment_stay()
    {
        var source = new Watched(Trainer_runs_epochs.Numbers(6)) { Fails = (_, index) => index == 5 ? new FileNotFoundException() : null };
        using var engine = new LogisticExecutable(1);
        Assert.Throws<FileNotFoundException>(() => Trainer.Fit(engine, source, null, new() { BatchSize = 2, Shuffle = false }));
        Assert.Equal(2, engine.Trained.Count);
        Assert.NotEqual(0, engine.Kernel0);
        Assert.Equal(engine.Kernel0, engine.Model.Weights[0].Values[0]);
    }

    [Theory]
    [InlineData("step")]
    [InlineData("callback")]
    [InlineData("stop")]
    [InlineData("cancel")]
    public void Nothing_runs_on_after_the_fit(string end)
    {
        using var cancel = new CancellationTokenSource();
        var source = new Watched(Trainer_runs_epochs.Numbers(40)) { Delay = _ => 5 };
        using var engine = new LogisticExecutable(1) { BeforeStep = step => end == "step" && step == 3 ? throw new InvalidOperationException("step") : null };
        var callback = new Each(fit =>
        {
            if (fit.Iterations < 3) return;
            if (end == "callback") throw new InvalidOperationException("callback");
            if (end == "stop") fit.StopTraining = true;
            if (end == "cancel") cancel.Cancel();
        });
        var error = Record.Exception(() => Trainer.Fit(engine, source, null, new() { BatchSize = 2, Prefetch = 8, Callbacks = [callback], CancellationToken = cancel.Token }));
        var filled = source.Filled;
        Assert.Equal(0, source.Running);
        Assert.Equal(end is "step" or "callback" ? end : null, error?.Message);
        Assert.InRange(filled, 3, 3 + 9);
    }

    [Fact]
    public void A_source_that_gives_up_by_itself_is_no_cancellation()
    {
        var source = new Watched(Trainer_runs_epochs.Numbers(6)) { Fails = (_, index) => index == 5 ? new TaskCanceledException("The server took too long.") : null };
        using var engine = new LogisticExecutable(1);
        Assert.Equal("The server took too long.", Assert.Throws<TaskCanceledException>(() => Trainer.Fit(engine, source)).Message);
    }

    private sealed class Each(Action<FitContext> act) : Callback
    {
        protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs) => act(fit);
    }

    private sealed class Watched(IBatchSource inner) : IBatchSource
    {
        private int _running, _most, _filled;

        public Func<int, int> Delay { get; init; } = _ => 0;

        public Func<int, int, Exception?> Fails { get; init; } = (_, _) => null;

        public int Running => _running;

        public int MostRunning => _most;

        public int Filled => _filled;

        public int Count => inner.Count;

        public Shape InputShape => inner.InputShape;

        public Shape TargetShape => inner.TargetShape;

        public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
        {
            var now = Interlocked.Increment(ref _running);
            Interlocked.Increment(ref _filled);
            for (var seen = _most; seen < now; seen = _most) Interlocked.CompareExchange(ref _most, now, seen);
            try
            {
                if (Delay(indices[0]) > 0) Thread.Sleep(Delay(indices[0]));
                foreach (var index in indices)
                    if (Fails(epoch, index) is { } error) throw error;
                inner.Fill(epoch, indices, inputs, targets, weights, cancellation);
            }
            finally
            {
                Interlocked.Decrement(ref _running);
            }
        }
    }
}
