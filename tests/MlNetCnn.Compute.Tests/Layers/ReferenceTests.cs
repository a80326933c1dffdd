using System.Text.Json;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

/// <summary>Layers next to PyTorch's numbers (Reference/make_layers.py).</summary>
public class ReferenceTests
{
    private static readonly JsonElement Numbers = ReferenceNumbers.Read("layers.json");

    [Theory]
    [InlineData("max_3_2_same", 6, 4, 3)]
    [InlineData("max_3_1_same", 4, 5, 2)]
    [InlineData("average_3_2_same", 6, 4, 3)]
    [InlineData("average_2_1_same", 4, 5, 2)]
    [InlineData("bilinear_2", 3, 4, 2)]
    [InlineData("bilinear_3", 3, 2, 2)]
    public void Pictures(string name, int height, int width, int channels)
    {
        Layer layer = name.Split('_') switch
        {
            ["max", var pool, var stride, _] => new MaxPooling2D(Number(pool), Number(stride), Padding.Same),
            ["average", var pool, var stride, _] => new AveragePooling2D(Number(pool), Number(stride), Padding.Same),
            [_, var size] => new UpSampling2D(Number(size), Interpolation.Bilinear),
            _ => throw new ArgumentException(name),
        };
        AssertEqual(name, layer, [height, width, channels], 1, 1);
    }

    [Theory]
    [InlineData("softmax", 3, 5, 3)]
    [InlineData("gelu", 1, 20, 4)]
    [InlineData("silu", 1, 20, 4)]
    [InlineData("elu", 1, 20, 4)]
    [InlineData("selu", 1, 20, 4)]
    [InlineData("mish", 1, 20, 4)]
    [InlineData("hard_silu", 1, 20, 4)]
    public void Functions(string name, int rows, int columns, double scale) => AssertEqual(name, new Activation(name), [columns], rows, scale);

    [Fact]
    public void BatchNormalization_two_steps()
    {
        const int Channels = 5;
        var layer = new BatchNormalization(momentum: 0.9);
        Net.Of([Channels], layer);
        layer.Gamma!.SetValues([.. ReferenceNumbers.Wave(Channels, 1).Select(v => v + 1.5f)]);
        layer.Beta!.SetValues(ReferenceNumbers.Wave(Channels, 3));
        layer.MovingMean!.SetValues(new float[Channels]);
        layer.MovingVariance!.SetValues([1, 1, 1, 1, 1]);
        var step = 0;
        foreach (var expected in Numbers.GetProperty("batch_normalization").EnumerateArray())
        {
            var x = new Tensor(6, [Channels], ReferenceNumbers.Wave(30, 0.5 + step, 2).Select(v => v + 1).ToArray());
            var result = OperationHarness.RunEverywhere(layer, [x], ReferenceNumbers.Wave(30, 2 + step), steps: 1);
            Slope.AssertNear(expected.GetProperty("y").Doubles(), result.Output, 2e-6, "y");
            Slope.AssertNear(expected.GetProperty("dx").Doubles(), result.InputGradients[0], 2e-6, "dx");
            foreach (var name in (string[])["gamma", "beta"]) Slope.AssertNear(expected.GetProperty(name).Doubles(), result.WeightGradients[name], 2e-6, name);
            foreach (var name in (string[])["moving_mean", "moving_variance"]) Slope.AssertNear(expected.GetProperty(name).Doubles(), result.Weights[name], 1e-6, name);
            layer.MovingMean.SetValues(result.Weights["moving_mean"]);
            layer.MovingVariance.SetValues(result.Weights["moving_variance"]);
            step++;
        }
    }

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static void AssertEqual(string name, Layer layer, Shape shape, int batch, double scale)
    {
        var expected = Numbers.GetProperty(name);
        Net.Of(shape, layer);
        var x = new Tensor(batch, shape, ReferenceNumbers.Wave((int)(batch * shape.Count), 0.5, scale));
        var y = expected.GetProperty("y").Doubles();
        var result = OperationHarness.RunEverywhere(layer, [x], ReferenceNumbers.Wave(y.Length, 2));
        Slope.AssertNear(y, result.Output, 1e-6, "y");
        Slope.AssertNear(expected.GetProperty("dx").Doubles(), result.InputGradients[0], 1e-6, "dx");
    }
}
