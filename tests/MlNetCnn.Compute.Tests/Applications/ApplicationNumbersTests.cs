using System.Text.Json;
using MlNetCnn.Compute.Tests.Conformance;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Tests;

/// <summary>Whole applications against real Keras 3.9.2 in float64 (Reference/make_applications.py).</summary>
public class ApplicationNumbersTests
{
    /// <summary>
    /// A layer's float32 sums are off by about 1e-7 of their size and Winograd's by 1e-6: over 50 to 130 layers that came to 1.5e-6 for outputs and features and 2e-5 for gradients. The bounds
    /// leave a factor of five. (The pictures are chosen so that no value lies on the other side of a relu's kink for rounding alone.)
    /// </summary>
    private const double Forward = 1e-5, Backward = 1e-4;

    [Theory]
    [InlineData("xception")]
    [InlineData("inception_v3")]
    [InlineData("resnet50")]
    [InlineData("vgg16")]
    [InlineData("vgg19")]
    [InlineData("mobilenet")]
    [InlineData("mobilenetv2")]
    public void Outputs_and_gradients_are_Keras_numbers(string name)
    {
        var expected = ReferenceNumbers.Read("applications.json").GetProperty(name);
        var (height, width) = (expected.GetProperty("size")[0].GetInt32(), expected.GetProperty("size")[1].GetInt32());
        var feature = expected.GetProperty("feature").GetString()!;
        Assert.Equal(Applications.ByName(name).FeatureLayer, feature);

        var model = ApplicationNumbers.Make(name, height, width);
        using var executable = new ManagedEngine().Compile(model);
        var gradients = expected.GetProperty("gradients").EnumerateObject().ToArray();
        var result = executable.Differentiate(
            [ConformanceNumbers.Batch(2, model.InputShape, expected.GetProperty("seed").GetInt32())], LossGradient,
            new GradientQuery { WithRespectTo = [.. gradients.Select(g => g.Name == "input" ? model.Inputs[0].Layer.Name : g.Name)], Values = [feature] });

        Near(expected.GetProperty("output").Doubles(), result.Output.Span, Forward, "output");
        Near([expected.GetProperty("loss").GetDouble()], [Loss(result.Output)], Forward, "loss");
        Near(expected.GetProperty("features").Doubles(), Means(result.Values[0]).AsSpan(0, 16), Forward, "features");
        Near([expected.GetProperty("featuresNorm").GetDouble()], [(float)Norm(result.Values[0].Span)], Forward, "features' norm");
        for (var i = 0; i < gradients.Length; i++) Check(gradients[i].Value, result.Gradients[i].Span, gradients[i].Name);
    }

    private static void Check(JsonElement expected, ReadOnlySpan<float> gradient, string name)
    {
        var norm = expected.GetProperty("norm").GetDouble();
        Assert.True(norm > 1e-3, $"{name}: a gradient of norm {norm} tells nothing.");
        Assert.Equal(norm, Norm(gradient), norm * Backward);
        var numbers = ConformanceNumbers.Of(gradient.Length, 50);
        double product = 0;
        for (var i = 0; i < numbers.Length; i++) product += gradient[i] * numbers[i];
        Assert.Equal(expected.GetProperty("product").GetDouble(), product, norm * Backward);
        var values = expected.GetProperty("values").Doubles();
        var found = new float[values.Length];
        for (var i = 0; i < found.Length; i++) found[i] = gradient[i * ((gradient.Length / 17) | 1)];
        Near(values, found, Backward, name);
    }

    /// <summary>Compares by the norm of the difference: single values may be nearly 0.</summary>
    private static void Near(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual, double relative, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        double difference = 0, size = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += (expected[i] - actual[i]) * (expected[i] - actual[i]);
            size += expected[i] * expected[i];
        }

        Assert.True(size > 0, $"{what}: zeros tell nothing.");
        Assert.True(difference <= relative * relative * size, $"{what}: off by {Math.Sqrt(difference / size):E1} of its size, more than {relative:E1}.");
    }

    /// <summary>Of the mean of -log p of the classes 3 and 7.</summary>
    private static Tensor LossGradient(Tensor output)
    {
        var gradient = new Tensor(2, output.Shape);
        gradient[0][3] = -0.5f / output[0][3];
        gradient[1][7] = -0.5f / output[1][7];
        return gradient;
    }

    private static float Loss(Tensor output) => (float)(-(Math.Log(output[0][3]) + Math.Log(output[1][7])) / 2);

    private static float[] Means(Tensor map)
    {
        var channels = map.Shape[^1];
        var (sums, positions) = (new double[channels], (int)(map.Shape.Count / channels));
        for (var i = 0; i < positions * channels; i++) sums[i % channels] += map[0][i];
        return [.. sums.Select(s => (float)(s / positions))];
    }

    private static double Norm(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (var v in values) sum += (double)v * v;
        return Math.Sqrt(sum);
    }
}
