using MlNetCnn.Compute.Optimizers;

namespace MlNetCnn.Compute.Tests.Contract;

/// <summary>Training: what moves, what does not, and what a later run takes over.</summary>
public abstract partial class ExecutableContract
{
    [Fact]
    public void A_step_moves_what_trains_and_nothing_else()
    {
        var net = ContractData.Small();
        net.GetLayer("conv").Trainable = false;
        var before = ContractData.Weights(net);
        int[] versions = [.. net.Weights.Select(w => w.Version)];
        using var executable = Engine.Compile(net, new() { Training = Training() });
        var x = X();
        var output = executable.Predict([x])[0].Span.ToArray();
        var loss = executable.TestStep([x], ContractData.Labels(Count)).Loss;
        executable.Differentiate([x], y => y, new() { WithRespectTo = ["conv", "top/kernel"], Training = true });
        executable.ReadWeights();
        Assert.Equal(versions, net.Weights.Select(w => w.Version));
        Assert.Equal(before, ContractData.Weights(net));
        var result = executable.TrainStep([x], ContractData.Labels(Count));
        Assert.Null(result.NonFinite);
        Assert.Equal(Count, result.Outputs.Batch);
        // The model is told when it asks.
        Assert.Equal(before, ContractData.Weights(net));
        executable.ReadWeights();
        foreach (var (weight, old) in net.Weights.Zip(before)) Assert.Equal(weight.Path.StartsWith("conv", StringComparison.Ordinal), weight.Values.SequenceEqual(old));
        // What predicts is what was trained.
        using var anew = Engine.Compile(net, new() { Training = Training() });
        var now = executable.Predict([x])[0].Span.ToArray();
        Near(anew.Predict([x])[0].Span, now);
        Assert.Contains(output.Zip(now), p => Math.Abs(p.First - p.Second) > 1e-4);
        Assert.Equal(anew.TestStep([x], ContractData.Labels(Count)).Loss, executable.TestStep([x], ContractData.Labels(Count)).Loss, 1e-5);
        Assert.NotEqual(loss, executable.TestStep([x], ContractData.Labels(Count)).Loss, 1e-5);
    }

    [Fact]
    public void Training_goes_on_from_weights_and_state()
    {
        Optimizer[] optimizers = [new Sgd(0.05, 0.9), new Adam(0.01), new RmsProp(0.003) { UseEma = true, EmaMomentum = 0.5 }, new Sgd(0.1) { GradientAccumulationSteps = 2 }];
        foreach (var optimizer in optimizers)
        {
            var net = ContractData.Small();
            using var first = Engine.Compile(net, new() { Training = Training(optimizer) });
            for (var step = 0; step < 3; step++) first.TrainStep([X($"batch/{step}")], ContractData.Labels(Count));
            first.LearningRate = 0.02;
            first.ReadWeights();
            using var second = Engine.Compile(net, new() { Training = Training(optimizer) });
            second.WriteOptimizer(first.ReadOptimizer());
            Assert.Equal(0.02, second.LearningRate);
            for (var step = 3; step < 6; step++)
            {
                var x = X($"batch/{step}");
                Assert.Equal(first.TrainStep([x], ContractData.Labels(Count)).Loss, second.TrainStep([x], ContractData.Labels(Count)).Loss, 1e-6);
            }

            var (a, b) = (first.ReadOptimizer(), second.ReadOptimizer());
            Assert.Equal(6, b.Steps);
            foreach (var (expected, actual) in a.Slots.Zip(b.Slots)) Near(expected.Values, actual.Values, 1e-5);
            first.FinishTraining();
            second.FinishTraining();
            Near(first.Predict([X()])[0].Span, second.Predict([X()])[0].Span);
        }
    }

    [Fact]
    public void The_end_of_training_makes_averages_the_weights()
    {
        var net = ContractData.Small();
        var start = net.Weights[0].Values.ToArray();
        using var executable = Engine.Compile(net, new() { Training = Training(new Sgd(0.5) { UseEma = true, EmaMomentum = 0.9 }) });
        // Before the first step there are none.
        executable.FinishTraining();
        executable.ReadWeights();
        Assert.Equal(start, net.Weights[0].Values.ToArray());
        for (var step = 0; step < 3; step++) executable.TrainStep([X()], ContractData.Labels(Count));
        var average = executable.ReadOptimizer().Slots.First(s => s is { Weight: "conv/kernel", Name: "average" }).Values;
        executable.ReadWeights();
        Assert.NotEqual(average, net.Weights[0].Values.ToArray());
        executable.FinishTraining();
        executable.ReadWeights();
        Assert.Equal(average, net.Weights[0].Values.ToArray());
    }

    [Fact]
    public void A_bad_input_is_named()
    {
        using var executable = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        var x = X();
        x.Span[100] = float.NaN;
        Assert.Equal("input 0", executable.TrainStep([x], ContractData.Labels(Count)).NonFinite);
    }

    [Fact]
    public void A_bad_frozen_weight_is_named_and_a_loss_without_a_cause_still_reported()
    {
        var net = ContractData.Small();
        net.GetLayer("conv").Trainable = false;
        net.Weights[0].SetValues([.. net.Weights[0].Values.ToArray().Select((v, i) => i == 5 ? float.NaN : v)]);
        using var executable = Engine.Compile(net, new() { Training = Training() });
        // A relu may hide NaN from the loss, as some devices' do.
        if (executable.TrainStep([X()], ContractData.Labels(Count)) is { NonFinite: var found, Loss: double.NaN }) Assert.Equal("weight conv/kernel (Conv2D)", found);
        using var weighted = Engine.Compile(ContractData.Small(), new() { Training = Training() });
        Assert.StartsWith("the loss (sparse_categorical_crossentropy)", weighted.TrainStep([X()], ContractData.Labels(Count), [1, float.PositiveInfinity, 1]).NonFinite, StringComparison.Ordinal);
    }
}
