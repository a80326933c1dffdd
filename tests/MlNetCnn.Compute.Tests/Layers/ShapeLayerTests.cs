using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class ShapeLayerTests
{
    [Theory]
    [InlineData(5, 4, 19, 2, 2, Interpolation.Nearest)]
    [InlineData(3, 5, 3, 3, 1, Interpolation.Nearest)]
    [InlineData(5, 4, 17, 2, 2, Interpolation.Bilinear)]
    [InlineData(3, 4, 2, 3, 4, Interpolation.Bilinear)]
    [InlineData(1, 6, 5, 1, 5, Interpolation.Bilinear)]
    public void UpSampling2D_fills_in(int height, int width, int channels, int sh, int sw, Interpolation interpolation)
    {
        double[] Reference(double[] x)
        {
            var y = new List<double>();
            for (var n = 0; n < 2; n++)
                for (var oy = 0; oy < height * sh; oy++)
                    for (var ox = 0; ox < width * sw; ox++)
                        for (var c = 0; c < channels; c++)
                        {
                            double At(int iy, int ix) => x[((n * height + Math.Clamp(iy, 0, height - 1)) * width + Math.Clamp(ix, 0, width - 1)) * channels + c];
                            if (interpolation == Interpolation.Nearest)
                            {
                                y.Add(At(oy / sh, ox / sw));
                                continue;
                            }

                            double py = (oy + 0.5) / sh - 0.5, px = (ox + 0.5) / sw - 0.5;
                            int iy = (int)Math.Floor(py), ix = (int)Math.Floor(px);
                            double wy = py - iy, wx = px - ix;
                            y.Add((1 - wy) * ((1 - wx) * At(iy, ix) + wx * At(iy, ix + 1)) + wy * ((1 - wx) * At(iy + 1, ix) + wx * At(iy + 1, ix + 1)));
                        }

            return [.. y];
        }

        AssertLayer(new UpSampling2D((sh, sw), interpolation), [height, width, channels], Reference);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 2, 0, 3)]
    [InlineData(3, 0, 2, 1)]
    public void Cropping2D_keeps_the_inner_part(int top, int bottom, int left, int right) =>
        AssertLayer(new Cropping2D(((top, bottom), (left, right))), [6, 5, 17], x =>
        {
            var y = new List<double>();
            for (var n = 0; n < 2; n++)
                for (var r = top; r < 6 - bottom; r++)
                    for (var c = left; c < 5 - right; c++)
                        for (var k = 0; k < 17; k++) y.Add(x[((n * 6 + r) * 5 + c) * 17 + k]);
            return [.. y];
        });

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(3, 1, 2)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 2, 1)]
    public void Permute_turns_the_dimensions(int a, int b, int c)
    {
        int[] size = [3, 4, 5], order = [a - 1, b - 1, c - 1];
        AssertLayer(new Permute([a, b, c]), [3, 4, 5], x =>
        {
            var y = new List<double>();
            var index = new int[3];
            for (var n = 0; n < 2; n++)
                for (index[order[0]] = 0; index[order[0]] < size[order[0]]; index[order[0]]++)
                    for (index[order[1]] = 0; index[order[1]] < size[order[1]]; index[order[1]]++)
                        for (index[order[2]] = 0; index[order[2]] < size[order[2]]; index[order[2]]++)
                            y.Add(x[((n * 3 + index[0]) * 4 + index[1]) * 5 + index[2]]);
            return [.. y];
        });
    }

    [Fact]
    public void Flatten_puts_channels_that_come_first_last() => AssertLayer(new Flatten(DataFormat.ChannelsFirst), [3, 4, 5], x =>
    {
        var y = new List<double>();
        for (var n = 0; n < 2; n++)
            for (var r = 0; r < 4; r++)
                for (var c = 0; c < 5; c++)
                    for (var k = 0; k < 3; k++) y.Add(x[((n * 3 + k) * 4 + r) * 5 + c]);
        return [.. y];
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Normalization_takes_fixed_statistics(bool invert)
    {
        double[] mean = [1, -2, 0.5], variance = [4, 0.25, 0];
        double Value(double v, double m, double s) => invert ? m + v * Math.Max(Math.Sqrt(s), 1e-7) : (v - m) / Math.Max(Math.Sqrt(s), 1e-7);
        AssertLayer(new Normalization(null, mean, variance, invert), [5, 3], x => [.. x.Select((v, i) => Value(v, mean[i % 3], variance[i % 3]))], relative: 2e-6);
        AssertLayer(new Normalization([], [3], [4], invert), [5, 3], x => [.. x.Select(v => Value(v, 3, 4))]);
        AssertLayer(new Normalization([1], [1, 2, 3, 4, 5], [4, 1, 9, 16, 25], invert), [5, 3], x => [.. x.Select((v, i) => Value(v, i / 3 % 5 + 1, new[] { 4, 1, 9, 16, 25 }[i / 3 % 5]))]);

        var weights = new Normalization();
        Net.Of([2, 18], weights);
        weights.VarianceWeight!.SetValues(Enumerable.Range(1, 18).Select(i => (float)i).ToArray());
        var x = Net.Batch(2, [2, 18]);
        var expected = x.Span.ToArray().Select((v, i) => (v - (double)weights.MeanWeight!.Values[i % 18]) / Math.Sqrt(i % 18 + 1)).ToArray();
        Slope.AssertNear(expected, OperationHarness.RunEverywhere(weights, [x], null).Output, 1e-6, "y");
    }

    [Theory]
    [InlineData(new int[0])]
    [InlineData(new[] { 1, 2 })]
    [InlineData(new[] { 2 })]
    [InlineData(new[] { 3 })]
    public void PReLU_learns_its_slopes(int[] shared)
    {
        Shape shape = [3, 4, 18];
        var layer = new PReLU(sharedAxes: shared);
        Net.Of(shape, layer);
        var x = Net.Batch(2, shape);
        var dy = Net.Random(x.Span.Length, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy);
        int Place(int i)
        {
            int[] index = [i / 72 % 3, i / 18 % 4, i % 18];
            var offset = 0;
            for (var d = 0; d < 3; d++)
                if (!shared.Contains(d + 1)) offset = offset * shape[d] + index[d];
            return offset;
        }

        var exact = Slope.Doubles(x.Span);
        var alpha = Slope.Doubles([.. layer.Alpha!.Values]);
        double[] Reference(double[] values, double[] slopes) => [.. values.Select((v, i) => v > 0 ? v : slopes[Place(i)] * v)];
        Slope.AssertNear(Reference(exact, alpha), result.Output, 1e-6, "y");
        Slope.AssertNear(Slope.Of(v => Reference(v, alpha), exact, dy), result.InputGradients[0], 1e-6, "dx");
        Slope.AssertNear(Slope.Of(a => Reference(exact, a), alpha, dy), result.WeightGradients["alpha"], 3e-6, "alpha");
    }

    private static void AssertLayer(Layer layer, Shape shape, Func<double[], double[]> reference, double relative = 1e-6)
    {
        var x = Net.Batch(2, shape);
        Net.Of(shape, layer);
        var dy = Net.Random(2 * layer.ComputeOutputShape([shape]).Count, "dy");
        var result = OperationHarness.RunEverywhere(layer, [x], dy);
        Slope.AssertNear(reference(Slope.Doubles(x.Span)), result.Output, relative, "y");
        Slope.AssertNear(Slope.Of(reference, Slope.Doubles(x.Span), dy), result.InputGradients[0], 2 * relative, "dx");
    }
}
