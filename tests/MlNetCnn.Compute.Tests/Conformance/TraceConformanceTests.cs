using System.Text.Json;
using MlNetCnn.Compute.Losses;
using MlNetCnn.Compute.Optimizers;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>20 training steps of whole nets next to float64: every loss.</summary>
public class TraceConformanceTests
{
    private static readonly JsonElement Traces = ReferenceNumbers.Read("conformance.json").GetProperty("traces");

    [Theory]
    [InlineData("fashion_sgd", false)]
    [InlineData("fashion_sgd", true)]
    [InlineData("fashion_adam", false)]
    [InlineData("fashion_adam", true)]
    public void Fashion_net(string name, bool precise)
    {
        var net = new Sequential([28, 28, 1])
        {
            new Conv2D(32, 3, padding: Padding.Same, activation: "relu"), new MaxPooling2D(), new Conv2D(64, 3, padding: Padding.Same, activation: "relu"), new MaxPooling2D(),
            new Flatten(), new Dense(100, activation: "relu"), new Dense(10, activation: "softmax"),
        };
        Assert.Equal(333_526, net.CountParams());
        Follow(name, net, 8, 10, name.EndsWith("adam", StringComparison.Ordinal) ? new Adam() : new Sgd(0.01, 0.9), precise);
    }

    // A rate of .01 through batch normalization is chaotic in float32, whoever computes it.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Batch_normalization_net(bool precise)
    {
        var net = new Sequential([13, 11, 3])
        {
            new Conv2D(16, 3, strides: 2, padding: Padding.Same, useBias: false), new BatchNormalization(), new ReLU(),
            new Conv2D(18, 3, padding: Padding.Same, useBias: false), new BatchNormalization(), new ReLU(),
            new GlobalAveragePooling2D(), new Dense(4, activation: "softmax"),
        };
        Follow("normalized_sgd", net, 8, 4, new Sgd(0.001, 0.9), precise);
    }

    private static void Follow(string name, Model net, int batch, int classes, Optimizer optimizer, bool precise)
    {
        var training = new TrainingOptions { Optimizer = optimizer, Loss = new SparseCategoricalCrossentropy() };
        using var executable = new ManagedEngine().Compile(net.Fill(), new() { Threads = 2, Precise = precise, Training = training });
        var expected = Traces.GetProperty(name).Doubles();
        Assert.Equal(20, expected.Length);
        double worst = 0;
        for (var step = 1; step <= expected.Length; step++)
        {
            var x = ConformanceNumbers.Batch(batch, net.Inputs[0].Shape, 1000 + step % 4, 0.5, 0.5);
            var labels = new Tensor(batch, [1], Enumerable.Range(0, batch).Select(i => (float)((3 * i + step % 4) % classes)).ToArray());
            worst = Math.Max(worst, Math.Abs(executable.TrainStep([x], labels).Loss - expected[step - 1]));
        }

        Assert.True(worst <= 1e-4, $"{name}: a loss is off by {worst:G3}.");
    }
}
