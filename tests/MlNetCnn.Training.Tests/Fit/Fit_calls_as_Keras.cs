using System.Globalization;
using MlNetCnn.Training.Callbacks;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>The order of all calls of callbacks beside real Keras's (Reference/make_fit_order.py wrote Reference/fit-order.txt).</summary>
public sealed class Fit_calls_as_Keras
{
    [Theory]
    [InlineData("plain")]
    [InlineData("validated")]
    [InlineData("stopped amid an epoch")]
    [InlineData("stopped after an epoch")]
    [InlineData("from a later epoch")]
    [InlineData("stopped before it began")]
    public void Calls_come_in_the_same_order_with_logs_of_the_same_names(string title)
    {
        var calls = new List<string>();
        Log a = new(calls, "a"), b = new(calls, "b");
        (FitOptions Options, bool Validated) run = title switch
        {
            "plain" => (new() { Epochs = 2, Callbacks = [a] }, false),
            "validated" => (new() { Epochs = 2, Callbacks = [a, b] }, true),
            "stopped amid an epoch" => (new() { Epochs = 3, Callbacks = [a, new Log(calls, "b") { StopEpoch = 1, StopStep = 0 }] }, true),
            "stopped after an epoch" => (new() { Epochs = 3, Callbacks = [new Log(calls, "a") { StopEpoch = 0 }, b] }, true),
            "from a later epoch" => (new() { Epochs = 3, InitialEpoch = 2, Callbacks = [a] }, false),
            _ => (new() { Epochs = 2, Callbacks = [new Log(calls, "a") { StopAtOnce = true }] }, true),
        };
        using var engine = new LogisticExecutable(1);
        var data = Trainer_runs_epochs.Numbers(5);
        Trainer.Fit(engine, data, run.Validated ? data : null, run.Options with { BatchSize = 2, Metrics = [new BinaryAccuracy()] });
        Assert.Equal(Expected(title), calls);
    }

    [Fact]
    public void A_cancelled_fit_tells_its_callbacks_of_the_end_with_the_last_logs_and_the_best_weights()
    {
        var calls = new List<string>();
        using var cancel = new CancellationTokenSource();
        using var engine = new LogisticExecutable(1);
        engine.BeforeStep = step =>
        {
            if (step == 4) cancel.Cancel();
            return null;
        };
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(5), null, new() { BatchSize = 2, Metrics = [], Callbacks = [new Log(calls, "a")], CancellationToken = cancel.Token });
        Assert.Equal("a train_end loss", calls[^1]);
        Assert.Equal("a batch_end 1 loss", calls[^2]);
        Assert.True(history.Cancelled);
        Assert.Equal(1, history.Count);
    }

    [Fact]
    public void Averages_have_become_the_weights_when_callbacks_hear_of_the_end()
    {
        var (executable, model) = ResumeRun.Compile(new Compute.Optimizers.Sgd(0.1) { UseEma = true, EmaMomentum = 0.5 });
        using var _ = executable;
        var seen = new Weights();
        Trainer.Fit(executable, ResumeRun.Pictures(12, 1), null, new() { Epochs = 2, BatchSize = 4, Callbacks = [seen] });
        Assert.NotEqual(seen.AfterEpoch, seen.AtEnd);
        Assert.Equal(seen.AtEnd, model.Weights[0].Values.ToArray());
    }

    private sealed class Weights : Callback
    {
        public float[] AfterEpoch { get; private set; } = [];

        public float[] AtEnd { get; private set; } = [];

        protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs) => AfterEpoch = fit.CaptureWeights().Arrays[0].Values;

        protected internal override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => AtEnd = fit.CaptureWeights().Arrays[0].Values;
    }

    private static List<string> Expected(string title)
    {
        using var reader = new StreamReader(typeof(Fit_calls_as_Keras).Assembly.GetManifestResourceStream("fit-order.txt")!);
        return [.. reader.ReadToEnd().Split('\n').SkipWhile(l => l != $"# {title}").Skip(1).TakeWhile(l => l.Length > 0 && l[0] != '#')];
    }

    private sealed class Log(List<string> calls, string name) : Callback
    {
        public int? StopEpoch { get; init; }

        public int? StopStep { get; init; }

        public bool StopAtOnce { get; init; }

        protected internal override void OnTrainBegin(FitContext fit)
        {
            Say("train_begin");
            if (StopAtOnce) fit.StopTraining = true;
        }

        protected internal override void OnTrainEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => Say("train_end", logs.Keys);

        protected internal override void OnEpochBegin(FitContext fit, int epoch) => Say($"epoch_begin {epoch}");

        protected internal override void OnEpochEnd(FitContext fit, int epoch, IDictionary<string, double> logs)
        {
            Say($"epoch_end {epoch}", logs.Keys);
            if (epoch == StopEpoch && StopStep is null) fit.StopTraining = true;
        }

        protected internal override void OnTrainBatchBegin(FitContext fit, int step) => Say($"batch_begin {step}");

        protected internal override void OnTrainBatchEnd(FitContext fit, int step, IReadOnlyDictionary<string, double> logs)
        {
            Say($"batch_end {step}", logs.Keys);
            if (fit.Epoch == StopEpoch && step == StopStep) fit.StopTraining = true;
        }

        protected internal override void OnTestBegin(FitContext fit) => Say("test_begin");

        protected internal override void OnTestEnd(FitContext fit, IReadOnlyDictionary<string, double> logs) => Say("test_end", logs.Keys);

        private void Say(FormattableString what, IEnumerable<string>? logs = null) => Say(what.ToString(CultureInfo.InvariantCulture), logs);

        private void Say(string what, IEnumerable<string>? logs = null) => calls.Add(string.Join(' ', [name, what, .. (logs ?? []).Order(StringComparer.Ordinal)]));
    }
}
