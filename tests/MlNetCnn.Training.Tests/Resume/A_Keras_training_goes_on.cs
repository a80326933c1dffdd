using MlNetCnn.Compute;
using MlNetCnn.Testing;
using MlNetCnn.Training.Callbacks;

namespace MlNetCnn.Training.Tests;

/// <summary>Files that real Keras 3 saved amid training: we go on with them as Keras itself did.</summary>
public sealed class A_Keras_training_goes_on
{
    // Two float32 implementations of eight steps: what is measured is at most 1.2e-6, and without the state 6e-3 to 0.3.
    private const double Tolerance = 5e-6;

    public static TheoryData<string> Files => [.. KerasRuns.Names.SelectMany(n => new[] { n + ".keras", n + ".h5" }).Where(KerasRuns.Has)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Step_by_step(string file)
    {
        var model = KerasRuns.Load(file, out var training);
        var resumed = ResumedTraining.Read(training!, model);
        Assert.Empty(resumed.Ignored);
        Assert.Equal(5, resumed.State!.Steps);
        Assert.Equal(["accuracy", "sparse_top_k_categorical_accuracy"], resumed.Metrics.Select(m => m.Name));
        using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
        var run = Path.GetFileNameWithoutExtension(file);
        var (expected, actual) = (KerasRuns.Losses(run), KerasRuns.Fit(executable, new() { Resume = resumed, Metrics = resumed.Metrics }));
        TestContext.Current.TestOutputHelper!.WriteLine($"{expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max():G3}");
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, Tolerance));
    }

    [Theory]
    [InlineData("adam.keras")]
    [InlineData("momentum.keras")]
    [InlineData("adadelta.h5")]
    [InlineData("nadam.keras")]
    public void Without_the_state_it_is_another_run(string file)
    {
        var model = KerasRuns.Load(file, out var training);
        using var executable = new ManagedEngine().Compile(model, new() { Training = ResumedTraining.Read(training!, model).Options });
        var run = Path.GetFileNameWithoutExtension(file);
        var actual = KerasRuns.Fit(executable, new());
        Assert.All(KerasRuns.Losses(run, fresh: true).Zip(actual), p => Assert.Equal(p.First, p.Second, Tolerance));
        Assert.Contains(KerasRuns.Losses(run).Zip(actual), p => Math.Abs(p.First - p.Second) > 1e-3);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void Interrupted_it_goes_on_to_the_same_end(int steps)
    {
        using var folder = new TempFolder();
        foreach (var file in KerasRuns.Names.Select(n => n + ".keras"))
        {
            var whole = Run(file, new());
            var path = folder.File(file + ".backup");
            using var stop = new CancellationTokenSource();
            var seen = 0;
            Callback[] callbacks = [new BackupAndRestore(path, saveEverySteps: 1), new LambdaCallback(onTrainBatchEnd: (_, _, _) => { if (++seen == steps) stop.Cancel(); })];
            Run(file, new() { Callbacks = callbacks, CancellationToken = stop.Token });
            Assert.True(File.Exists(path), file);
            Assert.Equal(whole, Run(file, new() { Callbacks = [new BackupAndRestore(path, saveEverySteps: 1), new LambdaCallback()] }));
        }

        static (string, long, double) Run(string file, FitOptions options)
        {
            var model = KerasRuns.Load(file, out var training);
            var resumed = ResumedTraining.Read(training!, model);
            using var executable = new ManagedEngine().Compile(model, new() { Training = resumed.Options });
            Trainer.Fit(executable, KerasRuns.Batches(1), null, options with { Resume = resumed, Epochs = 2, BatchSize = 6, Shuffle = false });
            var state = executable.ReadOptimizer();
            return (string.Join(' ', model.Weights.SelectMany(w => w.Values.ToArray()).Concat(state.Slots.SelectMany(s => s.Values)).Select(BitConverter.SingleToInt32Bits)), state.Steps, state.LearningRate);
        }
    }
}
