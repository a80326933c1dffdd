using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class NoiseTests
{
    [Fact]
    public void Dropout_multiplies_forward_and_backward_with_one_mask()
    {
        var (x, dy, result) = Run(new Dropout(0.3));
        var dropped = 0;
        for (var i = 0; i < dy.Length; i++)
        {
            if (result.Output[i] == 0) dropped++;
            else Assert.Equal(x[i] / 0.7, result.Output[i], 1e-6 * Math.Abs(x[i]) + 1e-30);
            Assert.Equal(result.Output[i] == 0 ? 0 : dy[i] / 0.7, result.InputGradients[0][i], 1e-6 * Math.Abs(dy[i]) + 1e-30);
        }

        Assert.Equal(0.3, dropped / (double)dy.Length, 0.008); // four deviations
        // Neighbours, which share their bits, fall independently.
        var pairs = Enumerable.Range(0, dy.Length / 2).Count(i => result.Output[2 * i] == 0 && result.Output[2 * i + 1] == 0);
        Assert.Equal(0.09, pairs / (dy.Length / 2.0), 0.008);
    }

    [Fact]
    public void SpatialDropout2D_drops_whole_channels()
    {
        Shape shape = [5, 7, 19];
        var x = Net.Batch(60, shape);
        var dy = Net.Random(x.Span.Length, "dy");
        var layer = new SpatialDropout2D(0.25);
        var result = OperationHarness.RunEverywhere(layer, [x], dy, steps: 1);
        var dropped = 0;
        for (var n = 0; n < 60; n++)
            for (var c = 0; c < 19; c++)
            {
                var gone = result.Output[n * 665 + c] == 0;
                if (gone) dropped++;
                for (var p = 0; p < 35; p++)
                {
                    var i = n * 665 + p * 19 + c;
                    Assert.Equal(gone ? 0 : x.Span[i] / 0.75, result.Output[i], 1e-6 * Math.Abs(x.Span[i]) + 1e-30);
                    Assert.Equal(gone ? 0 : dy[i] / 0.75, result.InputGradients[0][i], 1e-6 * Math.Abs(dy[i]) + 1e-30);
                }
            }

        Assert.Equal(0.25, dropped / 1140.0, 0.055);
    }

    [Fact]
    public void GaussianNoise_adds_numbers_of_its_deviation()
    {
        var (x, dy, result) = Run(new GaussianNoise(0.5));
        AssertNormal([.. result.Output.Select((y, i) => (y - x[i]) / 0.5)]);
        Assert.Equal(dy, result.InputGradients[0]);
    }

    [Fact]
    public void GaussianDropout_multiplies_by_numbers_around_1()
    {
        var (x, dy, result) = Run(new GaussianDropout(0.2));
        var factors = result.Output.Select((y, i) => (double)y / x[i]).ToArray();
        AssertNormal([.. factors.Select(f => (f - 1) / 0.5)]);
        Slope.AssertNear([.. dy.Select((g, i) => g * factors[i])], result.InputGradients[0], 1e-5, "dx");
    }

    [Fact]
    public void Noise_rests_in_inference_mode_and_differs_between_steps_and_layers()
    {
        Shape shape = [2, 3, 40];
        var x = Net.Batch(2, shape);
        foreach (var layer in (Layer[])[new Dropout(0.5), new SpatialDropout2D(0.5), new GaussianNoise(0.5), new GaussianDropout(0.5)])
        {
            Net.Of(shape, layer);
            Assert.Equal(x.Span.ToArray(), OperationHarness.RunEverywhere(layer, [x], x.Span.ToArray()).Output);
            Assert.NotEqual(OperationHarness.Run(layer, [x], null, steps: 1).Output, OperationHarness.Run(layer, [x], null, steps: 2).Output);
        }

        Assert.NotEqual(OperationHarness.Run(new Dropout(0.5, name: "a"), [x], null, steps: 1).Output, OperationHarness.Run(new Dropout(0.5, name: "b"), [x], null, steps: 1).Output);
        Assert.NotEqual(OperationHarness.Run(new Dropout(0.5, 1, "a"), [x], null, steps: 1).Output, OperationHarness.Run(new Dropout(0.5, 2, "a"), [x], null, steps: 1).Output);
    }

    private static (float[] X, float[] Dy, OperationResult Result) Run(Layer layer)
    {
        var x = Net.Batch(3, [17_001]);
        var dy = Net.Random(x.Span.Length, "dy");
        return (x.Span.ToArray(), dy, OperationHarness.RunEverywhere(layer, [x], dy, steps: 1));
    }

    /// <summary>Mean, variance, kurtosis and the correlation of neighbours within four deviations.</summary>
    private static void AssertNormal(double[] z)
    {
        var n = Math.Sqrt(z.Length);
        Assert.Equal(0, z.Average(), 4 / n);
        Assert.Equal(1, z.Average(v => v * v), 4 * Math.Sqrt(2) / n);
        Assert.Equal(3, z.Average(v => v * v * v * v), 4 * Math.Sqrt(96) / n);
        Assert.Equal(0, Enumerable.Range(0, z.Length - 1).Average(i => z[i] * z[i + 1]), 4 / n);
    }
}
