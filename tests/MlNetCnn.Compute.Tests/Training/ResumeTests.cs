using System.Runtime.InteropServices;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Tests.Executables;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>WriteWeights and WriteOptimizer are all that a run needs to go on, from any step, to the same bits.</summary>
public class ResumeTests
{
    private const int Steps = 7;

    public static TheoryData<string> Names => AllOptimizers.Names;

    // Frozen and trained statistics, noise that counts steps, a kernel in panels, kernels updated in passing.
    private static Sequential Make()
    {
        var net = ContractNets.Of(
            [9, 8, 3],
            new Conv2D(6, 3, useBias: false, name: "conv1"), new BatchNormalization(name: "norm1"), new Conv2D(16, 3, padding: Padding.Same, activation: "relu", name: "conv2"),
            new BatchNormalization(name: "norm2", momentum: 0.9), new GaussianNoise(0.1, name: "noise"), new Dropout(0.3, name: "drop1"), new Flatten(name: "flatten"),
            new Dense(18, activation: "tanh", name: "hidden"), new Dropout(0.5, name: "drop2"), new Dense(5, activation: "softmax", name: "top"));
        net.GetLayer("conv1").Trainable = net.GetLayer("norm1").Trainable = false;
        return net;
    }

    private static IExecutable Compile(Model net, Optimizer optimizer, SimdLevel? level = null, int threads = 2) => new ManagedEngine(level ?? SimdLevels.Best).Compile(net, new()
    {
        Threads = threads,
        Training = new() { Optimizer = optimizer, Loss = new SparseCategoricalCrossentropy(), Seed = 5, LearningRateMultipliers = new Dictionary<string, double> { ["conv2"] = 0.5 } },
    });

    private static double Step(IExecutable executable, int step)
    {
        if (step == 3) executable.LearningRate *= 0.7;
        var (x, labels) = ContractNets.Data(executable.Model, 4, $"step/{step}");
        return executable.TrainStep([x], labels).Loss;
    }

    private static float[][] Weights(IExecutable executable)
    {
        executable.ReadWeights();
        return [.. executable.Model.Weights.Select(w => w.Values.ToArray())];
    }

    private static void Restore(IExecutable executable, float[][] weights, OptimizerSnapshot optimizer)
    {
        foreach (var (weight, values) in executable.Model.Weights.Zip(weights)) weight.SetValues(values);
        executable.WriteWeights();
        executable.WriteOptimizer(optimizer);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_run_goes_on_from_any_step_bit_for_bit(string name)
    {
        var optimizer = AllOptimizers.Cases[name];
        using var straight = Compile(Make(), optimizer);
        List<(float[][] Weights, OptimizerSnapshot Optimizer)> states = [(Weights(straight), straight.ReadOptimizer())];
        var losses = new List<double>();
        for (var step = 0; step < Steps; step++)
        {
            losses.Add(Step(straight, step));
            states.Add((Weights(straight), straight.ReadOptimizer()));
            Assert.Equal(step + 1, states[^1].Optimizer.Steps);
        }

        straight.FinishTraining();
        var end = Weights(straight);
        for (var from = 0; from <= Steps; from++)
        {
            // Another machine's vectors and threads, and weights that are all overwritten; last, the first executable itself goes back.
            using var fresh = Compile(Make().Randomize(), optimizer, SimdLevels.Available.ElementAt(from % SimdLevels.Available.Count()), 1 + from % 3);
            foreach (var executable in new[] { fresh, straight })
            {
                Restore(executable, states[from].Weights, states[from].Optimizer);
                for (var step = from; step < Steps; step++)
                {
                    Assert.Equal(losses[step], Step(executable, step));
                    AssertSame(states[step + 1].Optimizer, executable.ReadOptimizer());
                }

                executable.FinishTraining();
                AssertSame(end, Weights(executable), $"from step {from}");
            }
        }
    }

    /// <summary>As keras.Model.trainable_variables has them, although some kernels are updated in passing and others are not.</summary>
    [Fact]
    public void Slots_come_in_Keras_order_with_the_weights_sizes()
    {
        using var executable = Compile(Make(), new Adam { UseEma = true, EmaMomentum = 0.5 });
        var slots = executable.ReadOptimizer().Slots;
        string[] weights = ["conv2/kernel", "conv2/bias", "norm2/gamma", "norm2/beta", "hidden/kernel", "hidden/bias", "top/kernel", "top/bias"];
        string[] expected = [.. weights.Select(w => $"{w}:average"), .. weights.SelectMany(w => (string[])[$"{w}:momentum", $"{w}:velocity"])];
        Assert.Equal(expected, slots.Select(s => $"{s.Weight}:{s.Name}"));
        var sizes = executable.Model.Weights.ToDictionary(w => w.Path, w => w.Shape.Count);
        Assert.All(slots, s => Assert.Equal(sizes[s.Weight], s.Values.Length));
    }

    /// <summary>Row-major: SGD's first momentum is -lr g, and the gradient has the weight's shape.</summary>
    [Fact]
    public void Slots_have_the_layout_of_their_weight()
    {
        var net = Net.Of([9, 8, 3], new Conv2D(21, 3, activation: "tanh", name: "conv"), new Flatten(name: "flatten"), new Dense(19, name: "top"));
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Sgd(0.5, 0.9), Loss = new MeanSquaredError() } });
        Tensor x = Net.Batch(2, [9, 8, 3]), y = Net.Batch(2, [19], "y");
        var dy = new Tensor(2, [19]);
        new MeanSquaredError().Compute(executable.TestStep([x], y).Outputs, y, [], dy.Span);
        var gradients = executable.Gradient([x], dy, ["conv/kernel", "top/kernel"]);
        executable.TrainStep([x], y);
        var slots = executable.ReadOptimizer().Slots.ToDictionary(s => s.Weight, s => s.Values);
        foreach (var (gradient, path) in gradients.Zip(["conv/kernel", "top/kernel"]))
            for (var i = 0; i < gradient.Span.Length; i++) Assert.Equal(-0.5f * gradient.Span[i], slots[path][i], 1e-6f);
    }

    [Fact]
    public void A_snapshot_is_a_copy()
    {
        using var executable = Compile(Make(), new Adam());
        Step(executable, 0);
        var snapshot = executable.ReadOptimizer();
        var values = snapshot.Slots.Select(s => s.Values.ToArray()).ToArray();
        Step(executable, 1);
        Assert.Equal(values, snapshot.Slots.Select(s => s.Values));
        executable.WriteOptimizer(snapshot);
        Step(executable, 1);
        Assert.Equal(values, snapshot.Slots.Select(s => s.Values));
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_the_run_goes_on_unchanged()
    {
        using IExecutable executable = Compile(Make(), new Adam { GradientAccumulationSteps = 2 }), untouched = Compile(Make(), new Adam { GradientAccumulationSteps = 2 });
        foreach (var run in new[] { executable, untouched }) Step(run, 0);
        var good = executable.ReadOptimizer();
        void Refused(OptimizerSnapshot snapshot, params string[] parts)
        {
            var message = Assert.ThrowsAny<ArgumentException>(() => executable.WriteOptimizer(snapshot)).Message;
            foreach (var part in parts) Assert.Contains(part, message, StringComparison.Ordinal);
            AssertSame(good, executable.ReadOptimizer());
        }

        OptimizerSnapshot Of(Optimizer optimizer, Model? net = null)
        {
            using var other = Compile(net ?? Make(), optimizer);
            Step(other, 0);
            return other.ReadOptimizer();
        }

        var rest = good.Slots.Skip(1).ToArray();
        Refused(Of(new Nadam()), "'nadam'", "'adam'");
        Refused(Of(new Adam()), "conv2/kernel:gradient_accumulator");
        Refused(Of(new Adam(AmsGrad: true) { GradientAccumulationSteps = 2 }), "velocity_hat");
        Refused(Of(new Adam { GradientAccumulationSteps = 2, UseEma = true }), "average");
        var another = ContractNets.Of([9, 8, 3], new Conv2D(7, 3, name: "conv2"), new Flatten(), new Dense(5, activation: "softmax", name: "top"));
        Refused(Of(new Adam { GradientAccumulationSteps = 2 }, another), "conv2/kernel:momentum (189 values)");
        Refused(good with { Slots = rest }, good.Slots[0].Weight);
        Refused(good with { Slots = [.. good.Slots, good.Slots[0]] });
        Refused(good with { Slots = [.. rest, good.Slots[0]] }, "order");
        Refused(good with { Slots = [good.Slots[0] with { Values = [1] }, .. rest] }, "(1 values)");
        Refused(good with { Slots = [good.Slots[0] with { Values = null! }, .. rest] });
        Refused(good with { Slots = [null!, .. rest] });
        Refused(good with { Slots = null! });
        Refused(good with { Steps = -1 }, "-1 steps");
        Refused(good with { LearningRate = double.NaN }, "NaN");
        Refused(good with { LearningRate = -1 });
        Assert.Throws<ArgumentNullException>(() => executable.WriteOptimizer(null!));
        for (var step = 1; step < 4; step++) Assert.Equal(Step(untouched, step), Step(executable, step));
        AssertSame(Weights(untouched), Weights(executable), "after what was refused");
    }

    /// <summary>A damaged file may name any number: the product of Nadam's momenta is not counted up step by step then.</summary>
    [Fact]
    public void Any_number_of_steps_is_taken_up_at_once()
    {
        foreach (var optimizer in new Optimizer[] { new Nadam(), new Nadam(Beta1: 1), new Adam(), new Sgd { GradientAccumulationSteps = 2, UseEma = true } })
        {
            using var executable = Compile(Make(), optimizer);
            executable.WriteOptimizer(executable.ReadOptimizer() with { Steps = 1L << 60 });
            Step(executable, 0);
            Assert.Equal((1L << 60) + 1, executable.ReadOptimizer().Steps);
        }
    }

    [Fact]
    public void Reading_weights_takes_signs_of_zeros_and_whatever_the_model_was_changed_to()
    {
        var net = Net.Of([2], new Dense(1, useBias: false, name: "top"));
        net.Weights[0].SetValues([0f, 1f]);
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Sgd(1), Loss = new MeanSquaredError() } });
        foreach (var changed in new float[][] { [-0f, 1f], [0f, 5f] })
        {
            net.Weights[0].SetValues(changed);
            executable.ReadWeights();
            Assert.Equal([0, BitConverter.SingleToInt32Bits(1f)], Bits(net.Weights[0].Values));
        }

        var version = net.Weights[0].Version;
        executable.ReadWeights();
        Assert.Equal(version, net.Weights[0].Version);
    }

    /// <summary>A frozen base has far more weights than what is trained on it, and the fit loop reads weights after every epoch.</summary>
    [Fact]
    public void Reading_weights_that_nobody_changed_costs_nothing()
    {
        var net = Net.Of([600], new Dense(500, name: "base"), new Dense(1, name: "top"));
        net.GetLayer("base").Trainable = false;
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError() } });
        executable.TrainStep([Net.Batch(2, [600])], Net.Batch(2, [1], "y"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        executable.ReadWeights();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000); // the base's kernel has 1.2 MB
    }

    private static int[] Bits(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, int>(values).ToArray();

    private static void AssertSame(float[][] expected, float[][] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.True(Bits(expected[i]).SequenceEqual(Bits(actual[i])), $"Weight {i} differs {what}.");
    }

    private static void AssertSame(OptimizerSnapshot expected, OptimizerSnapshot actual)
    {
        Assert.Equal((expected.Optimizer, expected.Steps, expected.LearningRate), (actual.Optimizer, actual.Steps, actual.LearningRate));
        AssertSame([.. expected.Slots.Select(s => s.Values)], [.. actual.Slots.Select(s => s.Values)], "in the optimizer's state");
    }
}
