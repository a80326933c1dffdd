using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Compute.Tests.Layers;

public class ElementwiseTests
{
    public static TheoryData<string> Functions => [.. Activations.All.Select(a => a.Name).Where(n => !Direct.Couples(n))];

    private static Tensor Wide(int columns = 37)
    {
        var x = Net.Batch(4, [5, columns]);
        for (var i = 0; i < x.Span.Length; i++) x.Span[i] *= i % 3 == 0 ? 10 : i % 3 == 1 ? 1 : 0.01f;
        x.Span[0] = 0;
        return x;
    }

    [Theory, MemberData(nameof(Functions))]
    public void Activation_equals_its_definition(string name)
    {
        var x = Wide();
        var expected = x.Span.ToArray().Select(v => (float)Direct.Activate(name, v)).ToArray();
        Closeness.AssertClose(expected, Net.PredictEverywhere(Net.Of(x.Shape, new Activation(name)), x), 2e-7, 5e-7, name);
    }

    [Theory, MemberData(nameof(Functions))]
    public void Activation_inside_a_layer_equals_the_layer_after_it(string name)
    {
        var x = Wide();
        var inside = Net.Of(x.Shape, new Dense(40, activation: name, name: "d"));
        var after = Net.Of(x.Shape, new Dense(40, name: "d"), new Activation(name));
        Assert.Equal(Net.PredictEverywhere(after, x), Net.PredictEverywhere(inside, x));
    }

    [Fact]
    public void Activations_survive_extremes()
    {
        float[] extremes = [float.NegativeInfinity, -1e30f, -100, -0f, 0, 100, 1e30f, float.PositiveInfinity];
        foreach (var function in Activations.All.Where(f => !Direct.Couples(f.Name)))
        {
            var y = Net.Predict(Net.Of([8], new Activation(function)), new Tensor(1, [8], extremes));
            // x * sigmoid(x) and its kin are -infinity * 0 at the very end, in Keras too.
            for (var i = function.Name is "silu" or "gelu" or "gelu_approximate" or "hard_silu" or "mish" ? 1 : 0; i < y.Length; i++) Assert.False(float.IsNaN(y[i]), $"{function}({extremes[i]}) is NaN.");
            Assert.True(float.IsNaN(Net.Predict(Net.Of([1], new Activation(function)), new Tensor(1, [1], new[] { float.NaN }))[0]), $"{function}(NaN) is a number.");
        }
    }

    [Fact]
    public void Softmax_is_normalised_and_survives_large_values()
    {
        var x = Wide(41);
        for (var i = 0; i < 41; i++) x.Span[i] += 1000;
        var expected = new float[x.Span.Length];
        for (var r = 0; r < expected.Length / 41; r++)
        {
            var row = x.Span.Slice(r * 41, 41).ToArray();
            var exp = row.Select(v => Math.Exp((double)v - row.Max())).ToArray();
            for (var j = 0; j < 41; j++) expected[r * 41 + j] = (float)(exp[j] / exp.Sum());
        }

        Closeness.AssertClose(expected, Net.PredictEverywhere(Net.Of(x.Shape, new Softmax()), x), 1e-7, 1e-6);
        Closeness.AssertClose(expected, Net.PredictEverywhere(Net.Of(x.Shape, new Activation("softmax")), x), 1e-7, 1e-6);
    }

    [Theory]
    [InlineData(6.0, 0.0, 0.0)]
    [InlineData(null, 0.1, 0.0)]
    [InlineData(1.0, 0.25, 0.5)]
    [InlineData(null, 0.0, 1.0)]
    public void ReLU_knows_ceiling_slope_and_threshold(double? max, double slope, double threshold)
    {
        var x = Wide();
        var expected = x.Span.ToArray().Select(v => (float)(v >= (max ?? double.PositiveInfinity) ? max!.Value : v >= threshold ? v : slope * (v - threshold))).ToArray();
        Closeness.AssertClose(expected, Net.PredictEverywhere(Net.Of(x.Shape, new ReLU(max, slope, threshold)), x), 0, 2e-7);
    }

    [Fact]
    public void LeakyReLU_rescaling_dropout_flatten_and_reshape_follow_their_formulas()
    {
        var x = Wide();
        var values = x.Span.ToArray();
        Closeness.AssertClose(values.Select(v => v >= 0 ? v : 0.3f * v).ToArray(), Net.PredictEverywhere(Net.Of(x.Shape, new LeakyReLU()), x), 0, 2e-7);
        Closeness.AssertClose(values.Select(v => (float)(v / 127.5 - 1)).ToArray(), Net.PredictEverywhere(Net.Of(x.Shape, new Rescaling(1 / 127.5, -1)), x), 1e-7, 2e-7);
        Assert.Equal(values, Net.PredictEverywhere(Net.Of(x.Shape, new Dropout(0.5)), x));
        Assert.Equal(values, Net.PredictEverywhere(Net.Of(x.Shape, new Flatten()), x));
        Assert.Equal(values, Net.PredictEverywhere(Net.Of(x.Shape, new Reshape([37, -1])), x));
    }

    [Fact]
    public void BatchNormalization_uses_the_moving_statistics()
    {
        var layer = new BatchNormalization(epsilon: 1e-2);
        var net = Net.Of([4, 5, 33], layer);
        var x = Net.Batch(3, [4, 5, 33]);
        var expected = x.Span.ToArray().Select((v, i) => (float)(
            layer.Gamma!.Values[i % 33] * (v - (double)layer.MovingMean!.Values[i % 33]) / Math.Sqrt(layer.MovingVariance!.Values[i % 33] + 1e-2) + layer.Beta!.Values[i % 33])).ToArray();
        Closeness.AssertClose(expected, Net.PredictEverywhere(net, x), 2e-6, 1e-6);
    }

    [Fact]
    public void BatchNormalization_without_scale_and_center_has_neither()
    {
        var layer = new BatchNormalization(center: false, scale: false);
        var net = Net.Of([6], layer);
        var x = Net.Batch(2, [6]);
        var expected = x.Span.ToArray().Select((v, i) => (float)((v - (double)layer.MovingMean!.Values[i % 6]) / Math.Sqrt(layer.MovingVariance!.Values[i % 6] + 1e-3))).ToArray();
        Closeness.AssertClose(expected, Net.PredictEverywhere(net, x), 2e-6, 1e-6);
    }

    [Fact]
    public void ZeroPadding2D_puts_zeros_around()
    {
        var x = Net.Batch(2, [3, 4, 5]);
        var y = Net.PredictEverywhere(Net.Of([3, 4, 5], new ZeroPadding2D(((1, 2), (0, 3)))), x);
        for (var n = 0; n < 2; n++)
            for (var r = 0; r < 6; r++)
                for (var c = 0; c < 7; c++)
                    for (var k = 0; k < 5; k++)
                        Assert.Equal(r is >= 1 and < 4 && c < 4 ? x[n][((r - 1) * 4 + c) * 5 + k] : 0, y[((n * 6 + r) * 7 + c) * 5 + k]);
    }

    [Fact]
    public void Merges_combine_their_inputs()
    {
        Shape shape = [3, 4, 5];
        var inputs = Enumerable.Range(0, 3).Select(i => KerasTensor.Input(shape, $"in{i}")).ToArray();
        var model = new Model(inputs, [new Add().Call(inputs), new Multiply().Call(inputs)]);
        var batches = Enumerable.Range(0, 3).Select(i => Net.Batch(2, shape, $"in{i}")).ToArray();
        using var executable = new ManagedEngine().Compile(model);
        var results = executable.Predict(batches);
        for (var i = 0; i < results[0].Span.Length; i++)
        {
            double a = batches[0].Span[i], b = batches[1].Span[i], c = batches[2].Span[i];
            Assert.Equal(a + b + c, results[0].Span[i], 1e-6);
            Assert.Equal(a * b * c, results[1].Span[i], 1e-6 * Math.Max(1, Math.Abs(a * b * c)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(-1)]
    public void Concatenate_joins_along_any_axis(int axis)
    {
        Shape a = [3, 4, 5], b = axis == 1 ? [2, 4, 5] : axis == 2 ? [3, 1, 5] : [3, 4, 6];
        KerasTensor x = KerasTensor.Input(a), y = KerasTensor.Input(b);
        var model = new Model([x, y], [new Concatenate(axis).Call(x, y)]);
        Tensor left = Net.Batch(2, a, "a"), right = Net.Batch(2, b, "b");
        using var executable = new ManagedEngine().Compile(model);
        var z = executable.Predict([left, right])[0];
        for (var n = 0; n < 2; n++)
            for (var i = 0; i < z.Shape[0]; i++)
                for (var j = 0; j < z.Shape[1]; j++)
                    for (var k = 0; k < z.Shape[2]; k++)
                    {
                        var expected = i < 3 && j < 4 && k < 5
                            ? left[n][(i * 4 + j) * 5 + k]
                            : right[n][((axis == 1 ? i - 3 : i) * b[1] + (axis == 2 ? j - 4 : j)) * b[2] + (axis == -1 ? k - 5 : k)];
                        Assert.Equal(expected, z[n][(i * z.Shape[1] + j) * z.Shape[2] + k]);
                    }
    }
}
