using MlNetCnn.Compute.Tests.Executables;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Conformance;

/// <summary>
/// The gradient by any layer's output is that of a net of the layers above it by its input; asking for it also takes folds and fusions apart, which must change nothing.
/// </summary>
public class LayerGradientConformanceTests
{
    /// <summary>A view's gradient lies where that of what it shows lies; the relu below cuts that one.</summary>
    [Fact]
    public void Gradient_by_a_view_above_a_relu_is_whole()
    {
        var net = ContractNets.Of([5, 4, 3], new Conv2D(6, 3, activation: "relu"), new Flatten(name: "flat"), new Dense(4, name: "top"));
        using var executable = new ManagedEngine().Compile(net);
        Tensor x = ConformanceNumbers.Batch(2, [5, 4, 3], 1), dy = ConformanceNumbers.Batch(2, [4], 2);
        string input = net.Inputs[0].Layer.Name;
        var alone = executable.Gradient([x], dy, ["flat"])[0].Span.ToArray();
        Assert.Equal(alone, executable.Gradient([x], dy, [input, "flat"])[1].Span.ToArray());
        Assert.Equal(alone, executable.Gradient([x], dy, ["conv2d/kernel", "flat", "conv2d"])[2].Span.ToArray());
        Assert.DoesNotContain(0, alone);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("depthwise")]
    public void Gradient_by_a_layer_is_that_of_the_net_above_it(string name)
    {
        var net = (Sequential)ContractNets.All[name]();
        var (x, _) = ContractNets.Data(net, 2);
        var dy = ConformanceNumbers.Batch(2, net.OutputShape, ConformanceNumbers.OutputGradient);
        string[] names = [.. net.Layers.Select(l => l.Name).Prepend(net.Inputs[0].Layer.Name).Distinct()];
        using var values = new ManagedEngine().Compile(net, new() { Precise = true, Outputs = names });
        using var whole = new ManagedEngine().Compile(net, new() { Precise = true });
        var outputs = values.Predict([x]);
        var together = whole.Gradient([x], dy, names);
        for (var i = 0; i < names.Length - 1; i++)
        {
            var above = new Sequential(outputs[i].Shape);
            foreach (var layer in net.Layers.Where(l => l is not InputLayer).Skip(i)) above.Add(layer);
            using var executable = new ManagedEngine().Compile(above, new() { Precise = true });
            AssertNear(outputs[^1].Span, executable.Predict([outputs[i]])[0].Span, $"output of what is above {names[i]}");
            var expected = executable.Gradient([outputs[i]], dy, [above.Inputs[0].Layer.Name])[0];
            AssertNear(expected.Span, together[i].Span, names[i]);
            AssertNear(expected.Span, whole.Gradient([x], dy, [names[i]])[0].Span, $"{names[i]} alone");
        }
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double most = 0, worst = 0;
        for (var i = 0; i < expected.Length; i++) (most, worst) = (Math.Max(most, Math.Abs(expected[i])), Math.Max(worst, Math.Abs(expected[i] - actual[i])));
        Assert.True(most > 0 && worst <= 1e-5 * most, $"{what}: {worst} apart, the largest value is {most}.");
    }
}
