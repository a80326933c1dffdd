using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Compute.Tests.Training;

public class DenseTrainingTests
{
    private static IExecutable Compile(Model model, Optimizer optimizer, Loss loss, int threads = 1, long seed = 0) =>
        new ManagedEngine().Compile(model, new() { Threads = threads, Training = new() { Optimizer = optimizer, Loss = loss, Seed = seed } });

    public static TheoryData<string, string, double> Traces => new()
    {
        { "sgd_momentum", "binary", 2e-6 },
        { "sgd_momentum", "categorical", 2e-6 },
        { "rmsprop", "binary", 5e-6 },
        { "rmsprop", "categorical", 5e-6 },
        { "adam", "binary", 1e-5 },
        { "adam", "categorical", 1e-5 },
    };

    /// <summary>20 steps of a small net next to float64: every loss, and the last kernel at the end.</summary>
    [Theory, MemberData(nameof(Traces))]
    public void Training_follows_a_float64_trace(string optimizer, string loss, double tolerance)
    {
        var trace = ReferenceNumbers.Read("traces.json").GetProperty($"{optimizer}/{loss}");
        var classes = loss == "binary" ? 1 : 3;
        var net = new Sequential([6]) { new Dense(8, activation: "tanh"), new Dense(classes, activation: classes == 1 ? "sigmoid" : "softmax") };
        net.Weights[0].SetValues(ReferenceNumbers.Wave(48, 1, 0.5));
        net.Weights[1].SetValues(ReferenceNumbers.Wave(8, 2, 0.1));
        net.Weights[2].SetValues(ReferenceNumbers.Wave(8 * classes, 3, 0.5));
        net.Weights[3].SetValues(ReferenceNumbers.Wave(classes, 4, 0.1));
        Optimizer rule = optimizer switch { "rmsprop" => new RmsProp(0.01), "adam" => new Adam(0.02), _ => new Sgd(0.05, 0.9) };
        using var executable = Compile(net, rule, classes == 1 ? new BinaryCrossentropy() : new SparseCategoricalCrossentropy());
        var x = new Tensor(10, [6], ReferenceNumbers.Wave(60, 0.3));
        var targets = new Tensor(10, [1], Enumerable.Range(0, 10).Select(i => (float)(i % (classes == 1 ? 2 : 3))).ToArray());
        var expected = trace.GetProperty("losses").Doubles();
        for (var step = 0; step < 20; step++) Assert.Equal(expected[step], executable.TrainStep([x], targets).Loss, tolerance);
        executable.ReadWeights();
        Closeness.AssertClose([.. trace.GetProperty("kernel").Doubles().Select(v => (float)v)], net.Weights[2].Values, 10 * tolerance, 0, "kernel");
    }

    [Fact]
    public void Training_learns_xor()
    {
        var net = new Sequential([2]) { new Dense(8, activation: "tanh"), new Dense(1, activation: "sigmoid") };
        using var executable = Compile(net, new Adam(0.05), new BinaryCrossentropy());
        var x = new Tensor(4, [2], new float[] { 0, 0, 0, 1, 1, 0, 1, 1 });
        var targets = new Tensor(4, [1], new float[] { 0, 1, 1, 0 });
        for (var step = 0; step < 400; step++) executable.TrainStep([x], targets);
        Assert.True(executable.TestStep([x], targets).Loss < 0.02);
        Assert.Equal([0f, 1f, 1f, 0f], executable.Predict([x])[0].Span.ToArray().Select(v => MathF.Round(v)));
    }

    private static Sequential Head()
    {
        var net = new Sequential([4, 4, 33])
        {
            new Flatten(), new Dense(70, activation: "relu"), new Dropout(0.4), new Dense(40, activation: "gelu"), new Dropout(0.2), new Dense(3, activation: "softmax"),
        };
        return net.Randomize();
    }

    private static (Tensor X, Tensor Targets) Data(int batch)
    {
        var targets = new Tensor(batch, [3]);
        for (var i = 0; i < batch; i++) targets[i][i % 3] = 1;
        return (Net.Batch(batch, [4, 4, 33]), targets);
    }

    private static float[] WeightsAfter(int threads, long seed)
    {
        var net = Head();
        using var executable = Compile(net, new RmsProp(1e-3), new CategoricalCrossentropy(), threads, seed);
        foreach (var batch in new[] { 20, 20, 7 })
        {
            var (x, targets) = Data(batch);
            executable.TrainStep([x], targets);
        }

        executable.ReadWeights();
        return [.. net.Weights.SelectMany(w => w.Values.ToArray())];
    }

    [Fact]
    public void Training_gives_the_same_bits_with_one_and_two_threads()
    {
        var one = WeightsAfter(1, 5);
        Assert.Equal(one, WeightsAfter(2, 5));
        Assert.NotEqual(one, WeightsAfter(1, 6));
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_drops_the_rate()
    {
        var net = new Sequential([10_000]) { new Dropout(0.3), new Dense(1, useBias: false) };
        using var executable = Compile(net, new Sgd(1e-9), new MeanSquaredError());
        net.Weights[0].SetValues(Enumerable.Repeat(1f, 10_000).ToArray());
        executable.WriteWeights();
        executable.LearningRate = 0; // so that only the mask differs between steps
        var ones = new Tensor(1, [10_000], Enumerable.Repeat(1f, 10_000).ToArray());
        var sum = executable.TrainStep([ones], new Tensor(1, [1])).Outputs.Span[0];
        Assert.InRange(sum, 9_700, 10_300); // standard deviation 65
        Assert.NotEqual(sum, executable.TrainStep([ones], new Tensor(1, [1])).Outputs.Span[0]);
        Assert.Equal(10_000, executable.TestStep([ones], new Tensor(1, [1])).Outputs.Span[0], 10.0);
    }

    [Fact]
    public void Frozen_layers_stay_byte_identical_and_others_move()
    {
        var convBase = new Sequential([8, 8, 3], name: "base") { new Conv2D(6, 3, activation: "relu"), new BatchNormalization(), new MaxPooling2D() };
        var net = new Sequential { convBase, new Flatten(), new Dense(5, activation: "relu", name: "frozen"), new Dense(2, activation: "softmax", name: "top") };
        net.Randomize();
        convBase.Trainable = false;
        net.GetLayer("frozen").Trainable = false;
        var before = net.Weights.Select(w => w.Values.ToArray()).ToArray();
        using var executable = Compile(net, new Adam(), new CategoricalCrossentropy(), threads: 2);
        var targets = new Tensor(6, [2], new float[] { 1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1 });
        for (var i = 0; i < 3; i++) executable.TrainStep([Net.Batch(6, [8, 8, 3])], targets);
        executable.ReadWeights();
        for (var i = 0; i < before.Length; i++)
            if (net.Weights[i].Path.StartsWith("top", StringComparison.Ordinal)) Assert.NotEqual(before[i], net.Weights[i].Values.ToArray());
            else Assert.Equal(before[i], net.Weights[i].Values.ToArray());
    }

    [Fact]
    public void Predictions_see_what_training_changed()
    {
        // A mask that leaves a row whose loss is not clipped, and so has a gradient.
        var net = Head();
        using var executable = Compile(net, new Sgd(0.1), new CategoricalCrossentropy(), seed: 2);
        var (x, targets) = Data(6);
        var before = executable.Predict([x])[0].Span.ToArray();
        executable.TrainStep([x], targets);
        var after = executable.Predict([x])[0].Span.ToArray();
        Assert.NotEqual(before, after);
        executable.ReadWeights();
        Assert.Equal(after, Net.Predict(net, x));
    }

    [Fact]
    public void Learning_rate_can_change_between_steps()
    {
        var net = Head();
        using var executable = Compile(net, new Sgd(0.1), new CategoricalCrossentropy());
        Assert.Equal(0.1, executable.LearningRate);
        executable.LearningRate = 0;
        var before = net.Weights.SelectMany(w => w.Values.ToArray()).ToArray();
        var (x, targets) = Data(6);
        executable.TrainStep([x], targets);
        executable.ReadWeights();
        Assert.Equal(before, net.Weights.SelectMany(w => w.Values.ToArray()));
        Assert.Throws<ArgumentOutOfRangeException>(() => executable.LearningRate = double.NaN);
    }
}
