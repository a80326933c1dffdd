using MlNetCnn.Keras;
using MlNetCnn.Training.Metrics;

namespace MlNetCnn.Training.Tests;

/// <summary>Order of examples, batches, sums, seeds, and what the engine and the caller get to see.</summary>
public sealed class Trainer_runs_epochs
{
    /// <summary>Inputs 0 .. n-1; the upper half is class 1.</summary>
    internal static ArrayBatchSource Numbers(int n, float[]? weights = null) => new(
        [1],
        Enumerable.Range(0, n).Select(i => (float)i).ToArray(),
        Enumerable.Range(0, n).Select(i => i >= n / 2 ? 1f : 0f).ToArray(),
        sampleWeights: weights);

    [Fact]
    public void Every_example_is_seen_once_per_epoch_and_the_last_batch_is_partial()
    {
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, Numbers(7), null, new() { Epochs = 3, BatchSize = 3 });
        Assert.Equal([3, 3, 1, 3, 3, 1, 3, 3, 1], engine.Trained.Select(b => b.Length));
        foreach (var epoch in engine.Trained.Chunk(3)) Assert.Equal([0, 1, 2, 3, 4, 5, 6], epoch.SelectMany(b => b).Order());
    }

    [Fact]
    public void Without_shuffle_the_order_is_that_of_the_data_and_validation_never_shuffles()
    {
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, Numbers(5), Numbers(5), new() { Epochs = 2, BatchSize = 3, Shuffle = false });
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], engine.Trained.SelectMany(b => b));

        using var shuffled = new LogisticExecutable(1);
        Trainer.Fit(shuffled, Numbers(5), Numbers(5), new() { Epochs = 2, BatchSize = 3 });
        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], shuffled.Tested.SelectMany(b => b));
    }

    [Fact]
    public void The_order_is_that_of_the_stream_named_shuffle_of_the_seed_and_epoch()
    {
        using var engine = new LogisticExecutable(1, learningRate: 0.001);
        Trainer.Fit(engine, Numbers(50), null, new() { Epochs = 2, BatchSize = 8, Seed = 11 });
        for (var epoch = 0; epoch < 2; epoch++)
        {
            var expected = Enumerable.Range(0, 50).ToArray();
            new RandomStream(11, "shuffle", epoch).Shuffle<int>(expected);
            Assert.Equal(expected.Select(i => (float)i), engine.Trained.Skip(epoch * 7).Take(7).SelectMany(b => b));
        }
    }

    [Fact]
    public void Loss_is_the_mean_weighted_by_batch_size()
    {
        using var engine = new LogisticExecutable(1) { BeforeStep = step => step == 0 ? 1.0 : 4.0, BeforeTest = step => step == 0 ? 2.0 : 7.0 };
        var history = Trainer.Fit(engine, Numbers(5), Numbers(4), new() { Epochs = 1, BatchSize = 3 });
        Assert.Equal((1.0 * 3 + 4.0 * 2) / 5, history["loss"][0]);
        Assert.Equal((2.0 * 3 + 7.0 * 1) / 4, history["val_loss"][0]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Without_learning_the_batch_size_changes_no_sum(int batchSize)
    {
        using var engine = new LogisticExecutable(1, learningRate: 0);
        engine.Model.Weights[0].SetValues([0.25f]);
        engine.Model.Weights[1].SetValues([-1.5f]);
        engine.WriteWeights();
        var history = Trainer.Fit(engine, Numbers(17), Numbers(17), new() { Epochs = 1, BatchSize = batchSize });
        // z = x/4 - 1.5 is above 0 for x = 7 .. 16; the targets are 1 for 8 .. 16: one wrong of 17.
        Assert.Equal(16.0 / 17, history["accuracy"][0], 12);
        Assert.Equal(16.0 / 17, history["val_accuracy"][0], 12);
        var expected = Enumerable.Range(0, 17).Average(x => Math.Log(1 + Math.Exp((x >= 8 ? -1 : 1) * (x / 4.0 - 1.5))));
        Assert.Equal(expected, history["loss"][0], 12);
        Assert.Equal(expected, history["val_loss"][0], 12);
    }

    [Fact]
    public void One_step_by_hand()
    {
        // Zero weights: p = 0.5, loss = ln 2 whatever the target; gradient of the kernel = mean((p - t) x) = (0.5*2 - 0.5*4) / 2 = -0.5.
        using var engine = new LogisticExecutable(1, learningRate: 0.2);
        var source = new ArrayBatchSource([1], new float[] { 2, 4 }, new float[] { 0, 1 });
        var history = Trainer.Fit(engine, source, source, new() { Epochs = 1, BatchSize = 2 });
        Assert.Equal(Math.Log(2), history["loss"][0], 12);
        // 0.5 is not above 0.5: all count as class 0, so one of two is right.
        Assert.Equal(0.5, history["accuracy"][0]);
        Assert.Equal(0.1f, engine.Kernel0, 1e-7f);
        Assert.Equal(0.1f, engine.Model.Weights[0].Values[0], 1e-7f);
        // After the step: z = 0.2 and 0.4, both above 0.
        Assert.Equal((Math.Log(1 + Math.Exp(0.2f)) + Math.Log(1 + Math.Exp(-0.4f))) / 2, history["val_loss"][0], 6);
        Assert.Equal(0.5, history["val_accuracy"][0]);
    }

    [Fact]
    public void Logistic_regression_learns_a_line()
    {
        var random = new RandomStream(3, "points");
        var inputs = new float[2 * 400];
        var targets = new float[400];
        for (var i = 0; i < 400; i++)
        {
            var (x, y) = (random.NextSingle() * 2 - 1, random.NextSingle() * 2 - 1);
            (inputs[2 * i], inputs[2 * i + 1], targets[i]) = (x, y, x - 2 * y > 0 ? 1 : 0);
        }

        var all = new ArrayBatchSource([2], inputs, targets);
        var split = DataSplit.TakeLast(400, 0.25);
        using var engine = new LogisticExecutable(2, learningRate: 2);
        var history = Trainer.Fit(engine, new SubsetBatchSource(all, [.. split.Train]), new SubsetBatchSource(all, [.. split.Validation]));
        Assert.Equal(30, history.Count);
        Assert.True(history["val_accuracy"][^1] >= 0.97, $"val_accuracy is {history["val_accuracy"][^1]}");
        Assert.True(history["loss"][^1] < history["loss"][0] / 3);
        Assert.InRange(engine.Model.Weights[0].Values[1] / engine.Model.Weights[0].Values[0], -2.3f, -1.7f);
    }

    [Fact]
    public void Equal_seeds_give_equal_bits_and_other_seeds_others()
    {
        (string Csv, float[] Weights) Run(long seed)
        {
            using var engine = new LogisticExecutable(1, 0.01);
            var history = Trainer.Fit(engine, Numbers(33), Numbers(9), new() { Epochs = 4, BatchSize = 4, Seed = seed });
            using var csv = new StringWriter();
            history.WriteCsv(csv);
            return (csv.ToString(), engine.Model.Weights[0].Values.ToArray());
        }

        Assert.Equal(Run(1).Csv, Run(1).Csv);
        Assert.Equal(Run(1).Weights, Run(1).Weights);
        Assert.NotEqual(Run(1).Csv, Run(2).Csv);
    }

    [Fact]
    public void Class_weights_multiply_sample_weights_in_training_only()
    {
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, Numbers(4, [1, 2, 3, 4]), Numbers(4, [5, 6, 7, 8]),
            new() { Epochs = 1, BatchSize = 4, Shuffle = false, ClassWeights = new Dictionary<int, float> { [1] = 10 } });
        Assert.Equal([1, 2, 30, 40], engine.TrainWeights.Single());
        Assert.Equal([5, 6, 7, 8], engine.TestWeights.Single());
    }

    [Fact]
    public void Class_weights_take_the_largest_position_of_a_one_hot_row()
    {
        var source = new ArrayBatchSource([1], new float[3], new float[] { 0, 0, 1, 1, 0, 0, 0, 1, 0 }, [3]);
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, source, null, new() { Epochs = 1, BatchSize = 3, Shuffle = false, Metrics = [], ClassWeights = new Dictionary<int, float> { [0] = 0.5f, [2] = 3 } });
        Assert.Equal([3, 0.5f, 1], engine.TrainWeights.Single());
    }

    [Fact]
    public void Weights_that_are_all_one_are_not_passed_on()
    {
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, Numbers(4, [1, 1, 1, 1]), null, new() { Epochs = 1 });
        Assert.Empty(engine.TrainWeights.Single());
    }

    [Fact]
    public void Metrics_ignore_sample_weights()
    {
        using var engine = new LogisticExecutable(1, learningRate: 0);
        var history = Trainer.Fit(engine, Numbers(4, [100, 1, 1, 1]), null, new() { Epochs = 1, Metrics = [new BinaryAccuracy()] });
        Assert.Equal(0.5, history["binary_accuracy"][0]);
        Assert.Equal(["binary_accuracy", "loss"], history.Names);
    }

    [Fact]
    public void Progress_tells_each_epoch_by_Kerass_names()
    {
        var seen = new List<EpochProgress>();
        using var engine = new LogisticExecutable(1, 0.01);
        var history = Trainer.Fit(engine, Numbers(6), Numbers(6), new() { Epochs = 3, Progress = new Listener(seen.Add) });
        Assert.Equal([1, 2, 3], seen.Select(p => p.Epoch));
        Assert.All(seen, p => Assert.Equal(3, p.Epochs));
        Assert.Equal(["accuracy", "loss", "val_accuracy", "val_loss"], seen[0].Values.Select(v => v.Key));
        Assert.Equal(history["loss"], seen.Select(p => p.Loss));
        Assert.Equal(history["val_loss"], seen.Select(p => p.ValidationLoss!.Value));
        Assert.Null(seen[0]["val_auc"]);
        Assert.All(seen, p => Assert.True(p.SamplesPerSecond > 0 && p.Elapsed > TimeSpan.Zero));
    }

    [Fact]
    public void Sources_are_told_the_epoch()
    {
        var source = new EpochRecorder(Numbers(5));
        using var engine = new LogisticExecutable(1);
        Trainer.Fit(engine, source, null, new() { Epochs = 3, BatchSize = 4, Prefetch = 0 });
        Assert.Equal([0, 0, 1, 1, 2, 2], source.Epochs);
    }

    [Fact]
    public void All_that_does_not_fit_is_told_at_once()
    {
        using var engine = new LogisticExecutable(2);
        var none = new ArrayBatchSource([2], ReadOnlyMemory<float>.Empty, ReadOnlyMemory<float>.Empty, [3]);
        var error = Assert.Throws<ArgumentException>(() => Trainer.Fit(engine, Numbers(4), none,
            new() { Epochs = 0, BatchSize = -1, ClassWeights = new Dictionary<int, float> { [7] = 1, [0] = float.NaN } }));
        foreach (var part in new[]
        {
            "7 problems", "Epochs is 0; it must be at least 1", "BatchSize is -1", "ClassWeights[0] is NaN", "names the class 7; there are 2 classes",
            "The training inputs have the shape (1,); the model was compiled for (2,)", "The validation data is empty", "The validation targets have the shape (3,)",
        })
            Assert.Contains(part, error.Message);
        Assert.Empty(engine.Trained);
    }

    internal sealed class Listener(Action<EpochProgress> heard) : IProgress<EpochProgress>
    {
        public void Report(EpochProgress value) => heard(value);
    }

    private sealed class EpochRecorder(IBatchSource inner) : IBatchSource
    {
        public List<int> Epochs { get; } = [];

        public int Count => inner.Count;

        public Shape InputShape => inner.InputShape;

        public Shape TargetShape => inner.TargetShape;

        public void Fill(int epoch, ReadOnlySpan<int> indices, Span<float> inputs, Span<float> targets, Span<float> weights, CancellationToken cancellation)
        {
            Epochs.Add(epoch);
            inner.Fill(epoch, indices, inputs, targets, weights, cancellation);
        }
    }
}
