using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Training;

public class NonFiniteTests
{
    private static Sequential Net3() => Net.Of([6], new Dense(5, "relu", name: "first"), new Dense(4, "softplus", name: "second"), new Dense(3, name: "third"));

    private static TrainStepResult Step(Model model, Action<Tensor>? spoil = null, float target = 0)
    {
        using var executable = new ManagedEngine().Compile(model, new() { Threads = 2, Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError() } });
        var x = Net.Batch(4, [6]);
        spoil?.Invoke(x);
        var t = new Tensor(4, [3]);
        t.Span.Fill(target);
        return executable.TrainStep([x], t);
    }

    [Fact]
    public void A_finite_step_reports_nothing() => Assert.Null(Step(Net3()).NonFinite);

    [Fact]
    public void A_bad_weight_is_named()
    {
        var model = Net3();
        var kernel = model.Weights.First(w => w.Path == "second/kernel");
        var values = kernel.Values.ToArray();
        values[7] = float.NaN;
        kernel.SetValues(values);
        var result = Step(model);
        Assert.True(double.IsNaN(result.Loss));
        Assert.Equal("weight second/kernel (Dense)", result.NonFinite);
    }

    [Fact]
    public void The_layer_whose_output_overflows_is_named()
    {
        var model = Net3();
        foreach (var weight in model.Weights.Where(w => w.Path is "first/kernel" or "second/kernel")) weight.SetValues([.. Enumerable.Repeat(1e30f, (int)weight.Shape.Count)]);
        Assert.Equal("output of second (Dense)", Step(model, x => x.Span.Fill(1)).NonFinite);
    }

    [Fact]
    public void A_bad_input_is_named() => Assert.Equal("input 0", Step(Net3(), x => x.Span[9] = float.PositiveInfinity).NonFinite);

    [Fact]
    public void A_loss_that_overflows_by_itself_is_named() => Assert.StartsWith("the loss (mean_squared_error)", Step(Net3(), target: float.NaN).NonFinite);
}
