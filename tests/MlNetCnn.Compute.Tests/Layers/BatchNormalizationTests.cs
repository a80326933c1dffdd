using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class BatchNormalizationTests
{
    public static TheoryData<int, int, bool, bool> Shapes => new()
    {
        { 5, 3, true, true },
        { 6, 17, true, false },
        { 4, 33, false, true },
        { 3, 16, false, false },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void Training_normalises_with_the_batch(int pixels, int channels, bool scale, bool center)
    {
        var layer = new BatchNormalization(momentum: 0.8, epsilon: 1e-2, scale: scale, center: center);
        Net.Of([pixels, channels], layer);
        float[] oldMean = [.. layer.MovingMean!.Values], oldVariance = [.. layer.MovingVariance!.Values];
        var x = Net.Batch(4, [pixels, channels]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] += 3 * (i % channels);
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy, steps: 1);

        double[] Reference(double[] values) => Normalize(values, channels, Of(layer.Gamma, channels, 1), Of(layer.Beta, channels, 0));
        var exact = Slope.Doubles(x.Span);
        Slope.AssertNear(Reference(exact), result.Output, 3e-6, "y");
        Slope.AssertNear(Slope.Of(Reference, exact, dy), result.InputGradients[0], 5e-6, "dx");
        Assert.Equal(scale, result.WeightGradients.ContainsKey("gamma"));
        Assert.Equal(center, result.WeightGradients.ContainsKey("beta"));
        if (scale) Slope.AssertNear(Slope.Of(g => Normalize(exact, channels, g, Of(layer.Beta, channels, 0)), Of(layer.Gamma, channels, 1), dy), result.WeightGradients["gamma"], 5e-6, "gamma");
        if (center) Slope.AssertNear(Slope.Of(b => Normalize(exact, channels, Of(layer.Gamma, channels, 1), b), Of(layer.Beta, channels, 0), dy), result.WeightGradients["beta"], 5e-6, "beta");

        var (mean, variance) = Statistics(exact, channels);
        Slope.AssertNear([.. mean.Select((m, c) => 0.8 * oldMean[c] + 0.2 * m)], result.Weights["moving_mean"], 1e-6, "moving_mean");
        Slope.AssertNear([.. variance.Select((v, c) => 0.8 * oldVariance[c] + 0.2 * v)], result.Weights["moving_variance"], 1e-6, "moving_variance");
    }

    /// <summary>Thousands of rows: many pieces, and a mean that dwarfs the deviation.</summary>
    [Fact]
    public void A_large_batch_far_from_zero_keeps_its_digits()
    {
        const int Channels = 20;
        var layer = new BatchNormalization(epsilon: 1e-4);
        Net.Of([40, 40, Channels], layer);
        var x = Net.Batch(4, [40, 40, Channels]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] = 100 + 0.5f * x.Span[i];
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy, steps: 1);
        double[] exact = Slope.Doubles(x.Span), gamma = Of(layer.Gamma, Channels, 1);
        Slope.AssertNear(Normalize(exact, Channels, gamma, Of(layer.Beta, Channels, 0)), result.Output, 1e-5, "y");

        // The closed form, against which the differences of the small cases were held.
        var (mean, variance) = Statistics(exact, Channels);
        double[] beta = new double[Channels], products = new double[Channels];
        for (var i = 0; i < exact.Length; i++)
        {
            var c = i % Channels;
            beta[c] += dy[i];
            products[c] += dy[i] * (exact[i] - mean[c]) / Math.Sqrt(variance[c] + 1e-4);
        }

        var rows = exact.Length / Channels;
        Slope.AssertNear(beta, result.WeightGradients["beta"], 1e-5, "beta");
        Slope.AssertNear(products, result.WeightGradients["gamma"], 1e-5, "gamma");
        double[] expected = [.. exact.Select((v, i) =>
        {
            var (c, s) = (i % Channels, 1 / Math.Sqrt(variance[i % Channels] + 1e-4));
            return gamma[c] * s * (dy[i] - beta[c] / rows - (v - mean[c]) * s * products[c] / rows);
        })];
        Slope.AssertNear(expected, result.InputGradients[0], 1e-5, "dx");
    }

    [Fact]
    public void A_frozen_layer_keeps_its_statistics_and_scales_the_gradient()
    {
        var layer = new BatchNormalization();
        Net.Of([3, 19], layer);
        layer.Trainable = false;
        var x = Net.Batch(2, [3, 19]);
        var dy = Net.Random(x.Span.Length, "dy");
        var frozen = OperationHarness.RunEverywhere(layer, [x], dy, steps: 2);
        Assert.Equal(layer.MovingMean!.Values.ToArray(), frozen.Weights["moving_mean"]);
        Assert.Equal(layer.MovingVariance!.Values.ToArray(), frozen.Weights["moving_variance"]);
        Assert.Equal(OperationHarness.Run(layer, [x], null).Output, frozen.Output);
        double S(int c) => layer.Gamma!.Values[c] / Math.Sqrt(layer.MovingVariance!.Values[c] + 1e-3);
        Slope.AssertNear([.. dy.Select((g, i) => g * S(i % 19))], frozen.InputGradients[0], 1e-6, "dx");
    }

    [Fact]
    public void In_inference_mode_the_gradients_take_the_statistics_as_constants()
    {
        var layer = new BatchNormalization();
        Net.Of([4, 18], layer);
        var x = Net.Batch(3, [4, 18]);
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy);
        double[] mean = Of(layer.MovingMean, 18, 0), variance = Of(layer.MovingVariance, 18, 1), beta = Of(layer.Beta, 18, 0), exact = Slope.Doubles(x.Span);
        double[] Reference(double[] values, double[] gamma) => [.. values.Select((v, i) => gamma[i % 18] * (v - mean[i % 18]) / Math.Sqrt(variance[i % 18] + 1e-3) + beta[i % 18])];
        var gamma = Of(layer.Gamma, 18, 1);
        Slope.AssertNear(Slope.Of(v => Reference(v, gamma), exact, dy), result.InputGradients[0], 5e-6, "dx");
        Slope.AssertNear(Slope.Of(g => Reference(exact, g), gamma, dy), result.WeightGradients["gamma"], 5e-6, "gamma");
        Slope.AssertNear([.. Enumerable.Range(0, 18).Select(c => dy.Where((_, i) => i % 18 == c).Sum(g => (double)g))], result.WeightGradients["beta"], 2e-6, "beta");
        Assert.Equal(layer.MovingMean!.Values.ToArray(), result.Weights["moving_mean"]);
    }

    private static double[] Of(Weight? weight, int channels, double missing) =>
        weight is null ? [.. Enumerable.Repeat(missing, channels)] : Slope.Doubles([.. weight.Values]);

    private static (double[] Mean, double[] Variance) Statistics(double[] x, int channels)
    {
        double[] mean = new double[channels], variance = new double[channels];
        var rows = x.Length / channels;
        for (var i = 0; i < x.Length; i++) mean[i % channels] += x[i] / rows;
        for (var i = 0; i < x.Length; i++) variance[i % channels] += (x[i] - mean[i % channels]) * (x[i] - mean[i % channels]) / rows;

        return (mean, variance);
    }

    private static double[] Normalize(double[] x, int channels, double[] gamma, double[] beta)
    {
        var (mean, variance) = Statistics(x, channels);
        return [.. x.Select((v, i) => gamma[i % channels] * (v - mean[i % channels]) / Math.Sqrt(variance[i % channels] + (channels == 20 ? 1e-4 : 1e-2)) + beta[i % channels])];
    }
}
