using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Executables;

/// <summary>What is frozen does not move by a bit; what is not moves by Keras's rule.</summary>
public class FrozenTests
{
    private static Sequential Make() => ContractNets.Of(
        [12, 10, 3],
        new Conv2D(16, 3, useBias: false, name: "conv1"), new BatchNormalization(name: "norm1"), new ReLU(name: "relu1"), new DepthwiseConv2D(3, name: "depthwise"),
        new BatchNormalization(name: "norm2", momentum: 0.9), new Conv2D(18, 3, padding: Padding.Same, name: "conv2"), new PReLU(sharedAxes: [1, 2], name: "prelu"),
        new SeparableConv2D(7, 3, name: "separable"), new BatchNormalization(name: "norm3"), new GlobalAveragePooling2D(name: "pool"), new Dense(5, activation: "softmax", name: "top"));

    [Theory]
    [InlineData("conv1,norm1,depthwise,norm2")]                             // the base, as one fine-tunes
    [InlineData("norm1,norm2,norm3")]                                       // the statistics alone
    [InlineData("conv2,norm3")]                                             // in the midst of what is trained
    [InlineData("conv1,norm1,depthwise,norm2,conv2,prelu,separable,norm3")] // all but the head
    public void Frozen_weights_and_statistics_are_byte_identical(string names)
    {
        var frozen = names.Split(',');
        foreach (var optimizer in (Optimizer[])[new Sgd(0.01, 0.9) { WeightDecay = 0.1 }, new AdamW(0.01), new RmsProp(0.01) { UseEma = true, EmaOverwriteFrequency = 2 }])
        {
            var net = Make();
            foreach (var name in frozen) net.GetLayer(name).Trainable = false;
            var before = net.Weights.Select(w => w.Values.ToArray()).ToArray();
            using var executable = new ManagedEngine().Compile(net, new() { Threads = 2, Training = new() { Optimizer = optimizer, Loss = new SparseCategoricalCrossentropy() } });
            for (var step = 0; step < 4; step++)
            {
                var (x, labels) = ContractNets.Data(net, 5, $"step/{step}");
                executable.TrainStep([x], labels);
            }

            executable.ReadWeights();
            for (var i = 0; i < before.Length; i++)
            {
                var weight = net.Weights[i];
                var same = weight.Values.SequenceEqual(before[i]);
                Assert.True(same == frozen.Contains(weight.Path.Split('/')[0]), $"{weight.Path} {(same ? "did not move" : "moved")} ({optimizer.Name}).");
            }
        }
    }

    /// <summary>moving = momentum moving + (1 - momentum) batch, with the biased variance of what comes in: computed here from that very layer's input.</summary>
    [Fact]
    public void Moving_statistics_follow_Keras()
    {
        var net = Make();
        net.GetLayer("norm1").Trainable = false;
        var norm = (BatchNormalization)net.GetLayer("norm2");
        using var below = new ManagedEngine().Compile(net, new() { Outputs = ["depthwise"], Precise = true });
        using var executable = new ManagedEngine().Compile(net, new() { Precise = true, Training = new() { Optimizer = new Sgd(), Loss = new SparseCategoricalCrossentropy() } });
        executable.LearningRate = 0;
        double[] mean = [.. norm.MovingMean!.Values.ToArray()], variance = [.. norm.MovingVariance!.Values.ToArray()];
        for (var step = 0; step < 3; step++)
        {
            var (x, labels) = ContractNets.Data(net, 4, $"step/{step}");
            var values = below.Predict([x])[0];
            executable.TrainStep([x], labels);
            for (var c = 0; c < 16; c++)
            {
                var channel = values.Span.ToArray().Where((_, i) => i % 16 == c).Select(v => (double)v).ToArray();
                var average = channel.Average();
                mean[c] = 0.9 * mean[c] + 0.1 * average;
                variance[c] = 0.9 * variance[c] + 0.1 * channel.Average(v => (v - average) * (v - average));
            }
        }

        executable.ReadWeights();
        for (var c = 0; c < 16; c++)
        {
            Assert.Equal(mean[c], norm.MovingMean.Values[c], 1e-5 * (1 + Math.Abs(mean[c])));
            Assert.Equal(variance[c], norm.MovingVariance.Values[c], 1e-5 * (1 + variance[c]));
        }
    }

    [Fact]
    public void Steps_at_rate_zero_move_statistics_alone()
    {
        var net = Make();
        var before = net.Weights.ToDictionary(w => w.Path, w => w.Values.ToArray());
        var (x, labels) = ContractNets.Data(net, 4);
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Adam(), Loss = new SparseCategoricalCrossentropy() } });
        executable.LearningRate = 0;
        executable.TrainStep([x], labels);
        // What neither asks for a step nor for statistics.
        executable.TestStep([x], labels);
        executable.Gradient([x], ConformanceNumbers.Batch(4, [5], 1), ["top/kernel"], training: true);
        executable.ReadWeights();
        var first = net.Weights.ToDictionary(w => w.Path, w => w.Values.ToArray());
        foreach (var weight in net.Weights) Assert.Equal(!weight.Trainable, !before[weight.Path].SequenceEqual(first[weight.Path]));
        executable.Gradient([x], ConformanceNumbers.Batch(4, [5], 1), ["top/kernel"], training: true);
        executable.TestStep([x], labels);
        executable.Predict([x]);
        executable.ReadWeights();
        foreach (var weight in net.Weights) Assert.Equal(first[weight.Path], weight.Values.ToArray());
    }
}
