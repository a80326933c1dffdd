using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Executables;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>A layer's rate is the learning rate times its multiplier: bit for bit what a run at that rate does.</summary>
public class LearningRateMultiplierTests
{
    public static TheoryData<string> Names => AllOptimizers.Names;

    private static Sequential Make() => ContractNets.Of(
        [9, 8, 3],
        new Conv2D(6, 3, activation: "relu", name: "conv"), new BatchNormalization(name: "norm"), new Flatten(name: "flatten"), new Dense(7, activation: "tanh", name: "hidden"),
        new Dense(5, activation: "softmax", name: "top"));

    private static TrainingOptions Options(Optimizer optimizer, IReadOnlyDictionary<string, double>? multipliers = null) =>
        new() { Optimizer = optimizer, Loss = new SparseCategoricalCrossentropy(), LearningRateMultipliers = multipliers };

    private static Dictionary<string, float[]> Train(Model net, TrainingOptions options, int steps, Func<int, double>? rate = null)
    {
        using var executable = new ManagedEngine().Compile(net, new() { Threads = 2, Training = options });
        for (var step = 0; step < steps; step++)
        {
            if (rate is not null) executable.LearningRate = rate(step);
            var (x, labels) = ContractNets.Data(net, 4, $"step/{step}");
            executable.TrainStep([x], labels);
        }

        executable.ReadWeights();
        return net.Weights.Select((w, i) => ($"{i}/{w.Path}", w.Values.ToArray())).ToDictionary();
    }

    /// <summary>With the rate's changes between steps; the dense layers are updated in passing where the optimizer can.</summary>
    [Theory, MemberData(nameof(Names))]
    public void One_multiplier_for_all_layers_is_another_rate(string name)
    {
        var optimizer = AllOptimizers.Cases[name];
        const double m = 0.3;
        double Rate(int step) => optimizer.LearningRate / (1 + step);
        var multiplied = Train(Make(), Options(optimizer, new Dictionary<string, double> { ["conv"] = m, ["norm"] = m, ["hidden"] = m, ["top"] = m }), 7, Rate);
        AssertSameBits(Train(Make(), Options(optimizer), 7, step => Rate(step) * m), multiplied);
        Assert.NotEqual(Train(Make(), Options(optimizer), 7, Rate).Values.SelectMany(v => v), multiplied.Values.SelectMany(v => v));
    }

    /// <summary>Two branches that know nothing of each other, each as it is in a run at its own rate.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Each_layer_has_its_own_rate(string name)
    {
        var optimizer = AllOptimizers.Cases[name];
        if (optimizer.GlobalClipNorm is not null) return; // the norm knows both
        float[][] Run(double rate, Dictionary<string, double>? multipliers)
        {
            KerasTensor a = KerasTensor.Input([6]), b = KerasTensor.Input([6]);
            Dense left = new(4, activation: "tanh", name: "left"), right = new(4, activation: "tanh", name: "right");
            var net = new Model([a, b], [new Concatenate().Call(left.Call(a), right.Call(b))]).Randomize();
            var training = new TrainingOptions { Optimizer = optimizer, Loss = new MeanSquaredError(), LearningRateMultipliers = multipliers };
            using var executable = new ManagedEngine().Compile(net, new() { Training = training });
            executable.LearningRate = rate;
            for (var step = 0; step < 8; step++) executable.TrainStep([Net.Batch(5, [6], $"a/{step}"), Net.Batch(5, [6], $"b/{step}")], Net.Batch(5, [8], $"targets/{step}"));
            executable.FinishTraining();
            executable.ReadWeights();
            return [.. net.Weights.Select(w => w.Values.ToArray())];
        }

        double rate = optimizer.LearningRate, m = 0.17;
        float[][] both = Run(rate, new() { ["right"] = m }), full = Run(rate, null), lower = Run(rate * m, null);
        Assert.Equal([.. full[..2], .. lower[2..]], both);
        Assert.NotEqual(full[2], lower[2]);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Nested_names_stand_for_their_layers_and_the_more_specific_wins(bool reversed)
    {
        Sequential Nested()
        {
            var inner = new Sequential([5, 4, 6], "inner") { new Conv2D(6, 3, name: "conv"), new Conv2D(5, 1, name: "conv2") };
            var outer = new Sequential([7, 6, 3], "outer") { new Conv2D(6, 3, activation: "relu", name: "conv"), inner };
            return ContractNets.Of([7, 6, 3], outer, new Flatten(name: "flatten"), new Dense(5, activation: "softmax", name: "conv2"));
        }

        KeyValuePair<string, double>[] names = [new("outer", 0.5), new("outer/inner", 0.25), new("outer/inner/conv2", 2), new("conv2", 0.125)];
        if (reversed) Array.Reverse(names);
        // One step: the gradients are those of any rate.
        var actual = Train(Nested(), Options(new Sgd(0.1), new Dictionary<string, double>(names)), 1);
        double[] expected = [0.5, 0.5, 0.25, 0.25, 2, 2, 0.125, 0.125];
        for (var i = 0; i < expected.Length; i++)
        {
            var alone = Train(Nested(), Options(new Sgd(0.1 * expected[i])), 1);
            var key = actual.Keys.ElementAt(i);
            Assert.Equal(alone[key], actual[key]);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_multiplier_of_0_leaves_every_bit_alone(string name)
    {
        var net = ContractNets.Of(
            [9, 8, 3],
            new Conv2D(6, 3, activation: "relu", kernelConstraint: new UnitNorm(), name: "conv"), new BatchNormalization(name: "norm"), new Flatten(name: "flatten"),
            new Dense(7, activation: "tanh", name: "hidden"), new Dense(5, activation: "softmax", name: "top"));
        foreach (var weight in net.GetLayer("hidden").Weights.Concat(net.GetLayer("conv").Weights))
        {
            // A sum with 0 would lose the sign.
            var values = weight.Values.ToArray();
            values[0] = -0f;
            weight.SetValues(values);
        }

        var before = net.Weights.Select(w => w.Values.ToArray()).ToArray();
        var optimizer = AllOptimizers.Cases[name];
        optimizer = optimizer with { WeightDecay = 0.1, UseEma = true, EmaOverwriteFrequency = 2 };
        using var executable = new ManagedEngine().Compile(net, new() { Training = Options(optimizer, new Dictionary<string, double> { ["conv"] = 0, ["norm"] = 0, ["hidden"] = 0 }) });
        for (var step = 0; step < 6; step++)
        {
            var (x, labels) = ContractNets.Data(net, 4, $"step/{step}");
            executable.TrainStep([x], labels);
        }

        var state = executable.ReadOptimizer();
        executable.FinishTraining();
        executable.ReadWeights();
        for (var i = 0; i < before.Length; i++)
        {
            var weight = net.Weights[i];
            var same = before[i].Zip(weight.Values.ToArray()).All(p => BitConverter.SingleToInt32Bits(p.First) == BitConverter.SingleToInt32Bits(p.Second));
            // Statistics are no matter of rates.
            Assert.True(same == (weight.Trainable && !weight.Path.StartsWith("top", StringComparison.Ordinal)), $"{weight.Path} {(same ? "did not move" : "moved")}.");
        }

        foreach (var slot in state.Slots.Where(s => s.Name is not ("average" or "gradient_accumulator") && !s.Weight.StartsWith("top", StringComparison.Ordinal)))
            Assert.True(slot.Values.Distinct().Count() == 1, $"{slot.Weight}:{slot.Name} moved.");
    }

    [Fact]
    public void What_does_not_fit_is_listed_and_what_does_not_train_may_be_named()
    {
        var net = Make();
        var names = new Dictionary<string, double> { ["cnov"] = 1, ["hidden"] = -0.5, ["top"] = double.NaN, [net.Name] = 1, ["conv/kernel"] = 1 };
        var message = Assert.Throws<ArgumentException>(() => new ManagedEngine().Compile(net, new() { Training = Options(new Sgd(), names) })).Message;
        Assert.Contains($"The model '{net.Name}' has no layer 'cnov'. Nearest: conv, ", message);
        Assert.Contains("The multiplier of 'hidden' is -0.5; it must be finite and not negative.", message);
        Assert.Contains("The multiplier of 'top' is NaN", message);
        Assert.Contains($"no layer '{net.Name}'", message);
        Assert.Contains("no layer 'conv/kernel'", message);
        net.GetLayer("conv").Trainable = false;
        using var executable = new ManagedEngine().Compile(net, new() { Training = Options(new Sgd(), new Dictionary<string, double> { ["conv"] = 0.1, ["flatten"] = 3 }) });
    }

    [Fact]
    public void A_layer_of_two_models_has_one_multiplier()
    {
        var shared = new Dense(3, name: "shared");
        KerasTensor a = KerasTensor.Input([5]), b = KerasTensor.Input([5]), x = KerasTensor.Input([5]);
        Model left = new(a, shared.Call(a), "left"), right = new(b, shared.Call(b), "right");
        var net = new Model(x, new Add().Call(left.Call(x), right.Call(x))).Randomize();
        void Compile(double one, double other) => new ManagedEngine().Compile(net, new()
        {
            Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError(), LearningRateMultipliers = new Dictionary<string, double> { ["left"] = one, ["right"] = other } },
        }).Dispose();
        Assert.Contains("'left' and 'right' share weights", Assert.Throws<ArgumentException>(() => Compile(0.1, 0.2)).Message);
        Compile(0.1, 0.1);
    }

    private static void AssertSameBits(Dictionary<string, float[]> expected, Dictionary<string, float[]> actual)
    {
        foreach (var (path, values) in expected)
            Assert.True(values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(actual[path].Select(BitConverter.SingleToInt32Bits)), $"{path} differs.");
    }
}
