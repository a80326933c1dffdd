using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Constraints;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>Keras's gradient_accumulation_steps around whole nets; the numbers are OptimizerTests's.</summary>
public class GradientAccumulationTests
{
    private static readonly Shape Input = [7, 6, 3];

    private static Sequential Make(params Layer[] more) => Net.Of(
        Input,
        [
            new Conv2D(5, 3, activation: "tanh", kernelRegularizer: new L2(0.01), name: "conv"), .. more, new Flatten(name: "flatten"),
            new Dense(6, activation: "tanh", name: "hidden"), new Dense(3, name: "top"),
        ]);

    private static IExecutable Compile(Model net, Optimizer optimizer) =>
        new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = optimizer, Loss = new MeanSquaredError() } });

    private static float[] Weights(IExecutable executable)
    {
        executable.ReadWeights();
        return [.. executable.Model.Weights.Where(w => w.Trainable).SelectMany(w => w.Values.ToArray())];
    }

    [Theory, InlineData(2), InlineData(4)]
    public void Weights_move_with_every_nth_batch_only(int every)
    {
        using var executable = Compile(Make(new BatchNormalization(name: "norm")), new Adam { GradientAccumulationSteps = every });
        var mean = ((BatchNormalization)((Sequential)executable.Model).GetLayer("norm")).MovingMean!;
        var (weights, statistics) = (Weights(executable), mean.Values.ToArray());
        for (var step = 1; step <= 9; step++)
        {
            executable.TrainStep([Net.Batch(3, Input, $"x/{step}")], Net.Batch(3, [3], $"y/{step}"));
            var now = Weights(executable);
            Assert.Equal(step % every == 0, !now.SequenceEqual(weights));
            Assert.NotEqual(statistics, mean.Values.ToArray());
            Assert.Equal(step, executable.ReadOptimizer().Steps);
            (weights, statistics) = (now, mean.Values.ToArray());
        }
    }

    public static TheoryData<string> Same => ["sgd", "sgd clipped", "adam", "nadam"];

    /// <summary>Parts of one size train as the whole batch does, but for rounding.</summary>
    [Theory, MemberData(nameof(Same))]
    public void Parts_of_a_batch_train_as_the_batch(string name)
    {
        Optimizer optimizer = name switch
        {
            "sgd" => new Sgd(0.05, 0.9) { WeightDecay = 0.01 },
            "sgd clipped" => new Sgd(0.05, 0.9) { GlobalClipNorm = 0.4 },
            // With a larger epsilon, rounding in gradients near 0 stays rounding.
            "adam" => new Adam(0.01, Epsilon: 1e-3),
            _ => new Nadam(0.01, Epsilon: 1e-3),
        };
        foreach (var parts in new[] { 2, 4 })
        {
            using IExecutable whole = Compile(Make(), optimizer), split = Compile(Make(), optimizer with { GradientAccumulationSteps = parts });
            var start = Weights(whole);
            for (var step = 0; step < 5; step++)
            {
                Tensor x = Net.Batch(8, Input, $"x/{step}"), y = Net.Batch(8, [3], $"y/{step}");
                whole.TrainStep([x], y);
                for (var part = 0; part < parts; part++) split.TrainStep([Part(x, part, parts)], Part(y, part, parts));
            }

            float[] expected = Weights(whole), actual = Weights(split);
            var moved = expected.Zip(start).Max(p => Math.Abs(p.First - p.Second));
            for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 2e-5 * moved);
        }
    }

    [Fact]
    public void The_rate_is_that_of_the_batch_that_updates()
    {
        float[] Run(double between)
        {
            using var executable = Compile(Make(), new RmsProp { GradientAccumulationSteps = 2, WeightDecay = 0.1 });
            for (var step = 0; step < 4; step++)
            {
                executable.LearningRate = step % 2 == 0 ? between : 0.003;
                executable.TrainStep([Net.Batch(3, Input, $"x/{step}")], Net.Batch(3, [3], $"y/{step}"));
            }

            return Weights(executable);
        }

        Assert.Equal(Run(0.003), Run(100));
    }

    /// <summary>Keras applies constraints in every apply(), whether it updates or not.</summary>
    [Fact]
    public void Constraints_hold_after_each_batch()
    {
        var net = Net.Of([6], new Dense(3, kernelConstraint: new NonNeg(), name: "top"));
        using var executable = Compile(net, new Sgd { GradientAccumulationSteps = 2 });
        float[] kernel = net.Weights[0].Values.ToArray(), bias = net.Weights[1].Values.ToArray();
        executable.TrainStep([Net.Batch(3, [6])], Net.Batch(3, [3], "y"));
        executable.ReadWeights();
        Assert.Equal(kernel.Select(v => Math.Max(v, 0)), net.Weights[0].Values.ToArray());
        Assert.Equal(bias, net.Weights[1].Values.ToArray());
    }

    [Fact]
    public void A_batch_of_NaN_spoils_no_later_sum()
    {
        using var executable = Compile(Make(), new Sgd(0.01) { GradientAccumulationSteps = 2, ClipValue = 1 });
        executable.TrainStep([new Tensor(2, Input, Enumerable.Repeat(float.NaN, 252).ToArray())], Net.Batch(2, [3], "y"));
        Assert.Contains(executable.ReadOptimizer().Slots, s => s.Values.Any(float.IsNaN));
        executable.TrainStep([Net.Batch(2, Input)], Net.Batch(2, [3], "y"));
        Assert.All(executable.ReadOptimizer().Slots, s => Assert.All(s.Values, v => Assert.Equal(0, v)));
    }

    private static Tensor Part(Tensor whole, int part, int parts)
    {
        int batch = whole.Batch / parts, length = whole.Span.Length / parts;
        return new(batch, whole.Shape, whole.Span.Slice(part * length, length).ToArray());
    }
}
