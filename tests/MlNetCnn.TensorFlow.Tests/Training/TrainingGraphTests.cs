using MlNetCnn.Compute;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.TensorFlow.Optimizers;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>Every optimizer with every option: ten steps of the training graph equal the managed engine's, in losses, outputs, weights and what the optimizer keeps.</summary>
public sealed class TrainingGraphTests(ITestOutputHelper output)
{
    /// <summary>The bar is 1e-4; this is what is reached.</summary>
    private const double Tolerance = 1e-5;

    internal static readonly IReadOnlyDictionary<string, Optimizer> Cases = new Dictionary<string, Optimizer>
    {
        ["sgd"] = new Sgd(0.05),
        ["sgd momentum"] = new Sgd(0.05, 0.9) { ClipNorm = 0.2 },
        ["sgd nesterov"] = new Sgd(0.05, 0.9, Nesterov: true) { GlobalClipNorm = 0.3, WeightDecay = 0.05 },
        ["sgd average"] = new Sgd(0.05, 0.9) { UseEma = true, EmaMomentum = 0.8, EmaOverwriteFrequency = 3 },
        ["sgd accumulates"] = new Sgd(0.05, 0.9) { GradientAccumulationSteps = 3, ClipNorm = 0.2 },
        ["rmsprop"] = new RmsProp(2e-3),
        ["rmsprop momentum"] = new RmsProp(2e-3, Momentum: 0.5, Epsilon: 1e-3) { ClipValue = 0.05 },
        ["rmsprop centered"] = new RmsProp(2e-3, Epsilon: 1e-3, Centered: true),
        ["rmsprop centered momentum"] = new RmsProp(2e-3, Momentum: 0.5, Epsilon: 1e-3, Centered: true) { WeightDecay = 0.1 },
        ["adam"] = new Adam(2e-3),
        ["adam amsgrad"] = new Adam(2e-3, AmsGrad: true) { UseEma = true },
        ["adam accumulates"] = new Adam(2e-3) { GradientAccumulationSteps = 2, UseEma = true, EmaMomentum = 0.7, EmaOverwriteFrequency = 2 },
        ["adamw"] = new AdamW(2e-3, 0.1),
        ["adamw amsgrad"] = new AdamW(2e-3, 0.1, amsGrad: true) { GlobalClipNorm = 0.5 },
        ["adagrad"] = new Adagrad(0.02),
        ["adadelta"] = new Adadelta(0.5),
        ["adamax"] = new Adamax(2e-3),
        ["nadam"] = new Nadam(2e-3),
        ["nadam accumulates"] = new Nadam(2e-3) { GradientAccumulationSteps = 2, WeightDecay = 0.1 },
        ["lion"] = new Lion(1e-3) { WeightDecay = 0.1 },
        ["ftrl"] = new Ftrl(0.02),
        ["ftrl all"] = new Ftrl(0.02, -0.4, L1: 0.001, L2: 0.01, L2Shrinkage: 0.01, Beta: 0.1),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Ten_steps_equal_the_managed_engine(string name)
    {
        var options = TrainedNet.Options(Cases[name]);
        var expected = TrainedNet.Train(new ManagedEngine(), TrainedNet.Make(), options);
        var actual = TrainedNet.Train(TrainedNet.Interpreted(), TrainedNet.Make(), options);
        var (losses, weights, slots) = actual.From(expected);
        output.WriteLine($"{name}: losses {losses:g2}, weights {weights:g2}, slots {slots:g2}");
        Assert.InRange(losses, 0, Tolerance);
        Assert.InRange(weights, 0, Tolerance);
        Assert.InRange(slots, 0, Tolerance);
    }

    [Fact]
    public void Any_order_that_the_graph_allows_gives_the_same()
    {
        foreach (var name in new[] { "sgd average", "adam accumulates", "sgd nesterov" })
        {
            var options = TrainedNet.Options(Cases[name]);
            var expected = TrainedNet.Train(TrainedNet.Interpreted(), TrainedNet.Make(), options, steps: 6);
            for (var seed = 1; seed <= 2; seed++)
            {
                var actual = TrainedNet.Train(TrainedNet.Interpreted(seed), TrainedNet.Make(), options, steps: 6);
                Assert.Equal(expected.Losses, actual.Losses);
                Assert.Equal(expected.Finished, actual.Finished);
                Assert.Equal(expected.Slots, actual.Slots);
            }
        }
    }

    [Theory, InlineData("sgd average"), InlineData("adam accumulates")]
    public void Multipliers_and_frozen_layers_as_in_the_managed_engine(string name)
    {
        var options = TrainedNet.Options(Cases[name] with { WeightDecay = 0.1 }) with { LearningRateMultipliers = new Dictionary<string, double> { ["hidden"] = 0.3, ["top"] = 0 } };
        foreach (var frozen in new string[][] { [], ["conv"], ["norm"], ["conv", "norm", "hidden", "top"] })
        {
            TrainedNet.Trace Run(IEngine engine)
            {
                var net = TrainedNet.Make();
                foreach (var layer in frozen) net.GetLayer(layer).Trainable = false;
                return TrainedNet.Train(engine, net, options, steps: 5);
            }

            var (losses, weights, slots) = Run(TrainedNet.Interpreted()).From(Run(new ManagedEngine()));
            Assert.InRange(Math.Max(losses, Math.Max(weights, slots)), 0, Tolerance);
        }
    }

    [Fact]
    public void The_table_has_all_optimizers() => Assert.Equal(
        typeof(Optimizer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Optimizer)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal),
        OptimizerNodes.Known.Select(t => t.Name).Order(StringComparer.Ordinal));
}
