using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Contract;

/// <summary>What does not fit is refused before anything runs, with the same exception by every engine.</summary>
public abstract partial class ExecutableContract
{
    [Fact]
    public void Batches_and_shapes_that_do_not_fit_are_refused()
    {
        using var executable = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        Tensor x = X(), labels = ContractData.Labels(Count), empty = new(0, [9, 8, 3]);
        Refuses<ArgumentException>(() => executable.Predict([empty]), "empty");
        Refuses<ArgumentException>(() => executable.TrainStep([empty], new Tensor(0, [1])), "empty");
        Refuses<ArgumentException>(() => executable.TestStep([empty], new Tensor(0, [1])), "empty");
        Refuses<ArgumentException>(() => executable.Gradient([empty], new Tensor(0, [5]), ["conv"]), "empty");
        Refuses<ArgumentException>(() => executable.Predict([]), "1 inputs, not 0");
        Refuses<ArgumentException>(() => executable.Predict([x, x]), "1 inputs, not 2");
        Refuses<ArgumentException>(() => executable.Predict([new Tensor(1, [9, 8, 4])]), "(None, 9, 8, 3)", "(1, 9, 8, 4)");
        Refuses<ArgumentException>(() => executable.TrainStep([x], new Tensor(Count + 1, [1])), "4");
        Refuses<ArgumentException>(() => executable.TestStep([x], new Tensor(Count, [5])), "(3, 5)");
        Refuses<ArgumentException>(() => executable.TrainStep([x], labels, [1f, 2f]), "2");
        foreach (var label in (float[])[5, -1, 0.5f, float.NaN])
            Refuses<ArgumentException>(() => executable.TrainStep([x], new Tensor(Count, [1], new[] { 1, 2, label })), label.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Throws<ArgumentNullException>(() => executable.Predict(null!));
        // It still works, and nothing moved.
        var before = ContractData.Weights(executable.Model);
        executable.ReadWeights();
        Assert.Equal(before, ContractData.Weights(executable.Model));
        Assert.True(double.IsFinite(executable.TrainStep([x], labels).Loss));
    }

    [Fact]
    public void Inputs_of_several_batch_sizes_are_refused()
    {
        KerasTensor a = KerasTensor.Input([4]), b = KerasTensor.Input([3]);
        using var executable = Engine.Compile(new Model([a, b], [new Concatenate().Call(a, b)]).Filled());
        Refuses<ArgumentException>(() => executable.Predict([new Tensor(2, [4]), new Tensor(3, [3])]), "2", "3");
        Assert.Equal([2, 7], [executable.Predict([new Tensor(2, [4]), new Tensor(2, [3])])[0].Batch, 7]);
    }

    [Fact]
    public void Names_that_nothing_has_are_refused()
    {
        var net = ContractData.Small();
        using var executable = Engine.Compile(net);
        Tensor x = X(), dy = new(Count, [5]);
        Refuses<ArgumentException>(() => Engine.Compile(net, new() { Outputs = ["convv"] }), "convv", "conv");
        Refuses<ArgumentException>(() => Engine.Compile(net, new() { Outputs = [] }), "Outputs");
        Refuses<ArgumentException>(() => Engine.Compile(net, new() { Inputs = [] }), "Inputs");
        Refuses<ArgumentException>(() => Engine.Compile(net, new() { Inputs = ["pol"] }), "pol", "pool");
        Refuses<ArgumentException>(() => executable.Gradient([x], dy, ["pol"]), "pol", "pool");
        Refuses<ArgumentException>(() => executable.Gradient([x], dy, ["conv/kernle"]), "conv/kernle");
        Refuses<ArgumentException>(() => executable.Gradient([x], dy, ["norm/moving_mean"]), "norm/moving_mean");
        Refuses<ArgumentException>(() => executable.Differentiate([x], _ => dy, new() { WithRespectTo = ["conv"], Values = ["tpo"] }), "tpo");
        using var below = Engine.Compile(net, new() { Outputs = ["gap"] });
        Refuses<ArgumentException>(() => below.Gradient([x], new Tensor(Count, [6]), ["top"]), "top");
        Refuses<ArgumentException>(() => below.Gradient([x], new Tensor(Count, [6]), ["top/kernel"]), "top/kernel");
    }

    [Fact]
    public void Options_that_do_not_go_together_are_refused()
    {
        var input = KerasTensor.Input([4]);
        var two = new Model([input], [new Dense(2, name: "a").Call(input), new Dense(3, name: "b").Call(input)], "pair");
        Refuses<NotSupportedException>(() => Engine.Compile(two, new() { Training = Training() }), "pair", "2");
        Refuses<ArgumentException>(() => Engine.Compile(ContractData.Small(), new() { Precise = true, ConvolutionPlan = new ConvolutionPlan([]) }), "Precise", "ConvolutionPlan");
        Refuses<ArgumentException>(() => Engine.Compile(ContractData.Small(), new() { Logits = true, Training = Training() }), "Logits", "Training");
        Assert.Throws<ArgumentOutOfRangeException>(() => Engine.Compile(ContractData.Small(), new() { Threads = -1 }));
        Assert.Throws<ArgumentNullException>(() => Engine.Compile(null!));
        Refuses<ArgumentException>(() => Engine.Compile(new Sequential()), "not built");
        Refuses<ArgumentException>(() => Engine.Compile(ContractData.Small(), new() { Training = Training(new Sgd { ClipNorm = 1, ClipValue = 1 }) }), "ClipNorm", "ClipValue");
        Refuses<ArgumentException>(
            () => Engine.Compile(ContractData.Small(), new() { Training = Training() with { LearningRateMultipliers = new Dictionary<string, double> { ["tpo"] = 1 } } }), "tpo", "top");
    }

    [Fact]
    public void What_needs_training_options_says_so()
    {
        using var executable = Engine.Compile(ContractData.Small());
        Assert.Null(executable.Training);
        var x = X();
        Action[] all =
        [
            () => executable.TrainStep([x], ContractData.Labels(Count)), () => executable.TestStep([x], ContractData.Labels(Count)), () => _ = executable.LearningRate, () => executable.LearningRate = 1,
            executable.FinishTraining, () => executable.ReadOptimizer(), () => executable.WriteOptimizer(new OptimizerSnapshot("sgd", 0, 1, [])),
        ];
        foreach (var action in all) Refuses<InvalidOperationException>(action, "CompileOptions.Training");
    }

    [Fact]
    public void Questions_that_cannot_be_answered_are_refused()
    {
        using var executable = Engine.Compile(ContractData.Small());
        var x = X();
        var query = new GradientQuery { WithRespectTo = ["conv"] };
        Assert.Throws<ArgumentNullException>(() => executable.Differentiate([x], null!, query));
        Assert.Throws<ArgumentNullException>(() => executable.Differentiate([x], y => y, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => executable.Differentiate([x], y => y, query with { Relu = (ReluGradient)7 }));
        Refuses<ArgumentException>(() => executable.Differentiate([x], _ => new Tensor(Count, [4]), query), "(3, 5)", "(3, 4)");
        Refuses<ArgumentException>(() => executable.Differentiate([x], _ => new Tensor(1, [5]), query), "(3, 5)", "(1, 5)");
        Refuses<ArgumentException>(() => executable.Differentiate([x], _ => null!, query), "null");
        Assert.Equal(Count, executable.Differentiate([x], y => y, query).Gradients[0].Batch);
    }

    [Fact]
    public void Learning_rates_are_finite_and_not_negative()
    {
        using var executable = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        Assert.Equal(0.05, executable.LearningRate);
        foreach (var rate in (double[])[-1, double.NaN, double.PositiveInfinity]) Assert.Throws<ArgumentOutOfRangeException>(() => executable.LearningRate = rate);
        executable.LearningRate = 0.25;
        Assert.Equal(0.25, executable.LearningRate);
    }

    [Fact]
    public void States_of_other_runs_are_refused_and_change_nothing()
    {
        using var executable = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        executable.TrainStep([X()], ContractData.Labels(Count));
        var state = executable.ReadOptimizer();
        Assert.Equal(("sgd", 1L), (state.Optimizer, state.Steps));
        Assert.Equal(["conv/kernel", "conv/bias", "norm/gamma", "norm/beta", "top/kernel", "top/bias"], state.Slots.Select(s => s.Weight));
        Refuses<ArgumentException>(() => executable.WriteOptimizer(state with { Optimizer = "adam" }), "adam", "sgd");
        Refuses<ArgumentException>(() => executable.WriteOptimizer(state with { Steps = -1 }), "-1");
        Refuses<ArgumentException>(() => executable.WriteOptimizer(state with { Slots = [.. state.Slots.Skip(1)] }), "conv/kernel");
        Refuses<ArgumentException>(() => executable.WriteOptimizer(state with { Slots = [.. state.Slots.Reverse()] }), "order");
        Assert.Throws<ArgumentNullException>(() => executable.WriteOptimizer(null!));
        var after = executable.ReadOptimizer();
        Assert.Equal(1, after.Steps);
        foreach (var (a, b) in state.Slots.Zip(after.Slots)) Assert.Equal(a.Values, b.Values);
    }
}
