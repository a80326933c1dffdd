using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Keras.Regularizers;

namespace MlNetCnn.Compute.Tests.Training;

public class FoldedPenaltyTests
{
    [Theory]
    [InlineData("linear")]
    [InlineData("relu")]
    public void An_activity_penalty_is_of_the_layers_own_output(string activation)
    {
        var net = Net.Of([6], new Dense(5, activation, activityRegularizer: new L2(0.5), name: "hidden"), new ReLU(), new Dense(2));
        var (x, t) = (Net.Batch(4, [6]), Net.Batch(4, [2], "t"));
        using var inside = new ManagedEngine().Compile(net, new() { Outputs = ["hidden", net.Layers[^1].Name] });
        var values = inside.Predict([x]);
        var expected = 0.5 / 4 * values[0].Span.ToArray().Sum(v => (double)v * v) + values[1].Span.ToArray().Zip(t.Span.ToArray(), (a, b) => (double)(a - b) * (a - b)).Average();
        using var executable = new ManagedEngine().Compile(net, new() { Training = new() { Optimizer = new Sgd(), Loss = new MeanSquaredError() } });
        Assert.Equal(expected, executable.TestStep([x], t).Loss, 1e-5);
        Assert.Equal(expected, executable.TrainStep([x], t).Loss, 1e-5);
    }
}
