using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Executables;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

/// <summary>Every optimizer and loss has a Keras form, and comes back from it as it was: settings, steps, rate and slots.</summary>
public class SavedTrainingTests
{
    public static TheoryData<string> Names => AllOptimizers.Names;

    private static readonly Loss[] Losses =
    [
        new SparseCategoricalCrossentropy(), new SparseCategoricalCrossentropy(FromLogits: true), new CategoricalCrossentropy(LabelSmoothing: 0.25), new CategoricalFocalCrossentropy(0.5, 3, true, 0.1),
        new BinaryCrossentropy(true, 0.125), new BinaryFocalCrossentropy(true, 0.5, 1, true, 0.1), new Huber(2), new MeanSquaredError(), new MeanAbsoluteError(), new KLDivergence(), new Poisson(),
        new LogCosh(), new Hinge(), new SquaredHinge(), new CategoricalHinge(),
    ];

    [Theory, MemberData(nameof(Names))]
    public void An_optimizer_comes_back(string name)
    {
        var optimizer = AllOptimizers.Cases[name];
        var net = ContractNets.Of([5, 4, 2], new Conv2D(3, 3, name: "conv"), new BatchNormalization(name: "norm"), new Flatten(name: "flat"), new Dense(5, activation: "softmax", name: "top"));
        using var executable = Compile(net, optimizer);
        Step(executable, 0);
        executable.LearningRate = 0.1;
        for (var step = 1; step < 4; step++) Step(executable, step);

        var training = executable.CaptureTraining();
        var options = training.ReadOptions();
        Assert.Equal(optimizer with { LearningRate = 0.1 }, options.Optimizer);
        var (before, after) = (executable.ReadOptimizer(), training.ReadState(net)!);
        Assert.Equal((before.Optimizer, before.Steps, before.LearningRate), (after.Optimizer, after.Steps, after.LearningRate));
        Assert.Equal(before.Slots.Select(s => (s.Weight, s.Name)), after.Slots.Select(s => (s.Weight, s.Name)));
        Assert.All(before.Slots.Zip(after.Slots), p => Assert.True(p.First.Values.AsSpan().SequenceEqual(p.Second.Values)));
        Assert.Equal(training.Variables.Count, training.Variables.Select(v => v.Name).Distinct().Count());
        Assert.Equal(training.Variables.Sum(v => v.Values.Length), training.CountOptimizerParams(net));
        using var second = Compile(net, options.Optimizer);
        second.WriteOptimizer(after);
    }

    [Fact]
    public void No_optimizer_is_left_out()
    {
        var all = typeof(Optimizer).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Optimizer))).ToHashSet();
        Assert.Equal(all, AllOptimizers.Cases.Values.Select(o => o.GetType()).ToHashSet());
        Assert.Equal(typeof(Loss).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(Loss))).ToHashSet(), Losses.Select(l => l.GetType()).ToHashSet());
    }

    /// <summary>Those of Keras 3.9.2 after load_model of the .keras file of such a model: <c>sum(prod(v.shape) for v in model.optimizer.variables)</c>, compiled and trained alike.</summary>
    [Theory]
    [InlineData("adam", 240)]
    [InlineData("sgd", 2)]
    [InlineData("rmsprop", 121)]
    public void The_optimizer_is_counted_as_by_Keras(string name, long expected)
    {
        var net = new Sequential([6, 6, 1]) { new Conv2D(2, 3, name: "c"), new Flatten(), new Dense(3, "softmax", name: "d") };
        net.InitializeWeights(1);
        using var executable = Compile(net, name switch { "adam" => new Adam(), "sgd" => new Sgd(), _ => new RmsProp() });
        var training = executable.CaptureTraining();
        Assert.Equal(expected, training.CountOptimizerParams(net));
        Assert.Equal(expected, (training with { Variables = [] }).CountOptimizerParams(net));
        net.Layers[0].Trainable = false;
        Assert.Equal(name switch { "adam" => 200, "sgd" => 2, _ => 101 }, training.CountOptimizerParams(net));
    }

    [Fact]
    public void A_loss_comes_back()
    {
        var net = ContractNets.Of([5, 4, 2], new Flatten(name: "flat"), new Dense(5, activation: "softmax", name: "top"));
        foreach (var loss in Losses)
        {
            using var executable = Compile(net, new Sgd(), loss);
            Assert.Equal(loss, executable.CaptureTraining().ReadOptions().Loss);
        }

        using var own = Compile(net, new Sgd(), new OwnLoss());
        var training = own.CaptureTraining();
        Assert.Null(training.CompileConfig["loss"]);
        Assert.Contains("without a loss", Assert.Throws<ModelFormatException>(() => training.ReadOptions()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_to_go_on_from_without_training_options()
    {
        var net = ContractNets.Of([5, 4, 2], new Flatten(name: "flat"), new Dense(3, name: "top"));
        using var executable = new ManagedEngine().Compile(net, new());
        Assert.Throws<InvalidOperationException>(() => executable.CaptureTraining());
    }

    private static IExecutable Compile(Model net, Optimizer optimizer, Loss? loss = null) =>
        new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = optimizer, Loss = loss ?? new SparseCategoricalCrossentropy() } });

    private static void Step(IExecutable executable, int step)
    {
        var (x, labels) = ContractNets.Data(executable.Model, 4, $"step/{step}");
        executable.TrainStep([x], labels);
    }

    private sealed record OwnLoss : Loss
    {
        public override string Name => "own";

        public override double Compute(Tensor predictions, Tensor targets, ReadOnlySpan<float> sampleWeights, Span<float> gradient) => 0;
    }
}
