using System.Globalization;
using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>StepsPerEpoch, ValidationSteps, InitialEpoch, weighted metrics, and what is told after each step.</summary>
public sealed class Steps_of_an_epoch
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7)]
    public void Passes_go_on_across_epochs(int steps)
    {
        // 7 examples by 3: passes of 3 steps.
        using var plain = new LogisticExecutable(1, 0.01);
        Trainer.Fit(plain, Trainer_runs_epochs.Numbers(7), null, new() { Epochs = 14, BatchSize = 3, Seed = 5 });
        using var engine = new LogisticExecutable(1, 0.01);
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(7), null, new() { Epochs = 6, BatchSize = 3, Seed = 5, StepsPerEpoch = steps });
        Assert.Equal(6, history.Count);
        Assert.Equal(plain.Trained.Take(6 * steps), engine.Trained);
    }

    [Fact]
    public void Fill_is_told_the_number_of_the_pass_and_an_epoch_of_several_passes_is_told_once()
    {
        var source = new Recorder(Trainer_runs_epochs.Numbers(4));
        var told = new List<string>();
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, source, null, new() { Epochs = 2, BatchSize = 2, StepsPerEpoch = 5, Prefetch = 0, Messages = new Heard<string>(told.Add) });
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, 4, 4], source.Passes);
        Assert.Equal("An epoch of 5 steps is 2.5 passes over the 4 training examples, each of 2 steps.", Assert.Single(told));
    }

    [Fact]
    public void An_initial_epoch_goes_on_with_the_order_of_that_epoch_and_its_number()
    {
        using var whole = new LogisticExecutable(1, 0.01);
        Trainer.Fit(whole, Trainer_runs_epochs.Numbers(7), null, new() { Epochs = 5, BatchSize = 3, StepsPerEpoch = 4 });
        using var later = new LogisticExecutable(1, 0.01);
        var history = Trainer.Fit(later, Trainer_runs_epochs.Numbers(7), null, new() { Epochs = 5, InitialEpoch = 3, BatchSize = 3, StepsPerEpoch = 4 });
        Assert.Equal(whole.Trained.Skip(12), later.Trained);
        Assert.Equal([3, 4], history.Epochs);
        Assert.InRange(history.BestEpoch!.Value, 3, 4);
        using var csv = new StringWriter();
        history.WriteCsv(csv);
        Assert.Equal(["3", "4"], csv.ToString().Split('\n').Skip(1).Take(2).Select(l => l.Split(',')[0]));
        using var json = new MemoryStream();
        history.WriteJson(json);
        json.Position = 0;
        Assert.Equal([3, 4], History.ReadJson(json).Epochs);
    }

    [Fact]
    public void Validation_steps_begin_with_the_first_example_each_time()
    {
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(7), new() { Epochs = 2, BatchSize = 2, ValidationSteps = 3 });
        Assert.Equal([0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5], engine.Tested.SelectMany(b => b));
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4), Trainer_runs_epochs.Numbers(7), new() { BatchSize = 2, ValidationSteps = 5 }));
        Assert.Contains("ValidationSteps is 5; the 7 validation examples make 4 steps of 2", error.Message);
    }

    [Fact]
    public void Weighted_metrics_count_sample_and_class_weights()
    {
        using var engine = new LogisticExecutable(1, learningRate: 0);
        // Every output is 0.5, which is class 0: right for the first two of four.
        var history = Trainer.Fit(engine, Trainer_runs_epochs.Numbers(4, [1, 2, 3, 4]), Trainer_runs_epochs.Numbers(4, [1, 2, 3, 4]), new()
        {
            Epochs = 1,
            BatchSize = 3,
            Metrics = [new BinaryAccuracy()],
            WeightedMetrics = [new BinaryAccuracy(name: "weighted")],
            ClassWeights = new Dictionary<int, float> { [1] = 10 },
        });
        Assert.Equal(0.5, history["binary_accuracy"][0]);
        Assert.Equal(3.0 / (3 + 70), history["weighted"][0], 15);
        Assert.Equal(3.0 / 10, history["val_weighted"][0], 15);
    }

    [Fact]
    public void Class_weights_of_multi_label_targets_are_refused()
    {
        var model = new Sequential(inputShape: [2]) { new Dense(3, Activations.Sigmoid) };
        using var executable = new ManagedEngine().Compile(model, new CompileOptions { Training = new TrainingOptions { Optimizer = new Sgd(), Loss = new Compute.Losses.BinaryCrossentropy() } });
        var source = new ArrayBatchSource([2], new float[4], new float[6], [3]);
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(executable, source, null, new() { ClassWeights = new Dictionary<int, float> { [1] = 2 } }));
        Assert.Contains("multi-label", error.Message);
    }

    [Fact]
    public void Each_step_is_told_with_values_over_the_epoch_so_far()
    {
        var told = new List<BatchProgress>();
        using var engine = new LogisticExecutable(1, 0.01) { BeforeStep = step => step + 1.0, BeforeTest = step => 10.0 + step };
        Trainer.Fit(engine, Trainer_runs_epochs.Numbers(5), Trainer_runs_epochs.Numbers(3), new() { Epochs = 2, BatchSize = 2, BatchProgress = new Heard<BatchProgress>(told.Add) });
        Assert.Equal(
            ["1/2 1/3 2 False 1", "1/2 2/3 4 False 1.5", "1/2 3/3 5 False 1.8", "1/2 1/2 2 True 10", "1/2 2/2 3 True 10.33", "2/2 1/3 2 False 4", "2/2 2/3 4 False 4.5", "2/2 3/3 5 False 4.8", "2/2 1/2 2 True 12", "2/2 2/2 3 True 12.33"],
            told.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Epoch}/{p.Epochs} {p.Step}/{p.Steps} {p.Examples} {p.Validating} {p.Values["loss"]:0.##}")));
        Assert.All(told, p => Assert.True(p.Elapsed > TimeSpan.Zero && p.Values.ContainsKey("accuracy")));
    }

    internal sealed class Heard<T>(Action<T> heard) : IProgress<T>
    {
        public void Report(T value) => heard(value);
    }

    private sealed class Recorder(IBatchSource inner) : IBatchSource
    {
        public List<int> Passes { get; } = [];

        public int Count => inner.Count;

        public Shape InputShape => inner.InputShape;

        public Shape TargetShape => inner.TargetShape;

        public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
        {
            Passes.Add(epoch);
            inner.Fill(epoch, indices, inputs, targets, weights, cancellation);
        }
    }
}
