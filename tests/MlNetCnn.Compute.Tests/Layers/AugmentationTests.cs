using System.Text.Json;
using MlNetCnn.Compute.Operations;
using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

/// <summary>Augmentation layers in training: next to real Keras's numbers (Reference/make_augmentation.py) where a range leaves nothing to chance, and what they draw.</summary>
public class AugmentationTests
{
    private static readonly JsonElement Numbers = ReferenceNumbers.Read("augmentation.json");
    private static readonly Shape Picture = [6, 7, 2];

    public static TheoryData<string> Names => [.. Numbers.EnumerateObject().Select(p => p.Name).Where(n => !n.StartsWith("contrast", StringComparison.Ordinal))];

    private static Layer Make(string name)
    {
        var words = name.Split('_');
        var fill = Enum.TryParse<TransformFill>(words[^1], ignoreCase: true, out var found) ? found : TransformFill.Reflect;
        return name switch
        {
            "zoom_in" => new RandomZoom((-0.4, -0.4)),
            "zoom_nearest" => new RandomZoom((0.3, 0.3), (-0.3, -0.3), interpolation: Interpolation.Nearest),
            "quarter_turn" => new RandomRotation((0.25, 0.25)),
            "brightness" => new RandomBrightness((0.25, 0.25), (-1, 1)),
            "brightness_bytes" => new RandomBrightness((-0.3, -0.3)),
            _ when words is ["rotation", "nearest", _] => new RandomRotation((-0.07, -0.07), fill, Interpolation.Nearest, fillValue: 0.75),
            _ when words[0] == "rotation" => new RandomRotation((0.1, 0.1), fill, fillValue: 0.75),
            _ when words[0] == "zoom" => new RandomZoom((0.6, 0.6), (0.9, 0.9), fill, fillValue: 0.75),
            _ when words[0] == "translation" => new RandomTranslation((0.45, 0.45), (-0.3, -0.3), fill, fillValue: 0.75),
            _ => throw new ArgumentException(name),
        };
    }

    [Theory, MemberData(nameof(Names))]
    public void As_real_Keras(string name)
    {
        var (scale, offset) = name == "brightness_bytes" ? (100, 120) : (1, 0);
        var layer = Make(name);
        Net.Of(Picture, layer);
        var x = new Tensor(2, Picture, ReferenceNumbers.Wave(168, 0.5, scale).Select(v => v + offset).ToArray());
        var result = OperationHarness.RunEverywhere(layer, [x], ReferenceNumbers.Wave(168, 2), steps: 1);
        // Keras finds places in float32, of numbers up to 7: to 1e-6 of a pixel.
        Slope.AssertNear(Numbers.GetProperty(name).GetProperty("y").Doubles(), result.Output, 1e-5 * scale, "y");
        Slope.AssertNear(Numbers.GetProperty(name).GetProperty("dx").Doubles(), result.InputGradients[0], 1e-5, "dx");
    }

    /// <summary>The formula here is Keras's for the factors it was given, and the layer's for those it drew.</summary>
    [Fact]
    public void Contrast_is_Keras_s_with_a_factor_for_each_picture()
    {
        var wave = ReferenceNumbers.Wave(168, 0.5);
        foreach (var factor in (double[])[0.6, 1.7])
        {
            var expected = Numbers.GetProperty(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"contrast_{factor}"));
            var (y, dx) = Contrast(wave, ReferenceNumbers.Wave(168, 2), [factor, factor]);
            Slope.AssertNear(expected.GetProperty("y").Doubles(), [.. y.Select(v => (float)v)], 2e-6, "y");
            Slope.AssertNear(expected.GetProperty("dx").Doubles(), [.. dx.Select(v => (float)v)], 2e-6, "dx");
        }

        var layer = new RandomContrast(0.9, 1.5, (-0.8, 0.9), name: "contrast");
        Net.Of(Picture, layer);
        var noise = new NoiseSource(7, "random_contrast/contrast", 0);
        double[] drawn = [noise.Uniform(0, 0.1, 2.5), noise.Uniform(1, 0.1, 2.5)];
        Assert.True(Math.Abs(drawn[0] - drawn[1]) > 0.1);
        var result = OperationHarness.RunEverywhere(layer, [new Tensor(2, Picture, wave)], ReferenceNumbers.Wave(168, 2), steps: 1);
        var (wanted, slopes) = Contrast(wave, ReferenceNumbers.Wave(168, 2), drawn);
        Slope.AssertNear(wanted, result.Output, 2e-6, "y");
        Slope.AssertNear(slopes, result.InputGradients[0], 4e-6, "dx");
    }

    [Theory]
    [InlineData(FlipMode.Horizontal)]
    [InlineData(FlipMode.Vertical)]
    [InlineData(FlipMode.HorizontalAndVertical)]
    public void Flip_mirrors_half_of_the_pictures(FlipMode mode)
    {
        const int Batch = 200;
        var layer = new RandomFlip(mode);
        Net.Of([3, 4, 2], layer);
        var x = Net.Batch(Batch, [3, 4, 2]);
        var result = OperationHarness.RunEverywhere(layer, [x], x.Span.ToArray(), steps: 1);
        var flipped = 0;
        for (var n = 0; n < Batch; n++)
        {
            float[] was = x[n].ToArray(), now = result.Output[(n * 24)..((n + 1) * 24)];
            if (was.AsSpan().SequenceEqual(now)) continue;
            flipped++;
            for (var row = 0; row < 3; row++)
                for (var column = 0; column < 4; column++)
                    for (var c = 0; c < 2; c++)
                        Assert.Equal(was[((mode != FlipMode.Horizontal ? 2 - row : row) * 4 + (mode != FlipMode.Vertical ? 3 - column : column)) * 2 + c], now[(row * 4 + column) * 2 + c]);
        }

        // The standard deviation is 7.
        Assert.InRange(flipped, 75, 125);
        // The gradient given is x itself, and a mirror is its own way back.
        Assert.Equal(result.Output, result.InputGradients[0]);
    }

    [Fact]
    public void Crop_takes_one_part_of_all_pictures_and_another_in_each_step()
    {
        Shape shape = [9, 8, 2];
        var layer = new RandomCrop(4, 5);
        Net.Of(shape, layer);
        var x = new Tensor(3, shape, Enumerable.Range(0, 3 * 144).Select(i => (float)i).ToArray());
        var places = new HashSet<(int, int)>();
        for (var steps = 1; steps <= 12; steps++)
        {
            var dy = Net.Random(3 * 40, "dy");
            var result = OperationHarness.RunEverywhere(layer, [x], dy, steps);
            var (top, left) = Math.DivRem((int)result.Output[0] / 2, 8);
            places.Add((top, left));
            for (var n = 0; n < 3; n++)
                for (var i = 0; i < 40; i++)
                {
                    var from = ((i / 10 + top) * 8 + i / 2 % 5 + left) * 2 + i % 2 + n * 144;
                    Assert.Equal(from, result.Output[n * 40 + i]);
                    Assert.Equal(dy[n * 40 + i], result.InputGradients[0][from]);
                }

            Assert.Equal(120, result.InputGradients[0].Count(v => v != 0));
        }

        Assert.True(places.Count >= 7, $"{places.Count} of 24 places in 12 steps.");
        Assert.All(places, p => Assert.True(p.Item1 <= 5 && p.Item2 <= 3));
    }

    /// <summary>Angles, factors and distances fill their ranges, differ between pictures and steps, and follow the seed.</summary>
    [Fact]
    public void Every_picture_and_step_draws_anew_and_a_seed_draws_the_same()
    {
        float[] Run(Layer layer, int steps = 1)
        {
            Net.Of(Picture, layer);
            var x = new Tensor(2, Picture, (float[])[.. ReferenceNumbers.Wave(84, 0.5), .. ReferenceNumbers.Wave(84, 0.5)]);
            return OperationHarness.Run(layer, [x], null, steps).Output;
        }

        Func<int?, Layer>[] layers =
        [
            seed => new RandomRotation(0.2, seed: seed, name: "l"), seed => new RandomZoom(0.3, seed: seed, name: "l"), seed => new RandomTranslation(0.2, 0.2, seed: seed, name: "l"),
            seed => new RandomBrightness(0.2, (-3, 3), seed, "l"), seed => new RandomContrast(0.5, (-3, 3), seed, "l"),
        ];
        foreach (var make in layers)
        {
            var first = Run(make(null));
            Assert.NotEqual(first[..84], first[84..]);
            Assert.Equal(first, Run(make(null)));
            Assert.Equal(first, Run(make(7)));
            Assert.NotEqual(first, Run(make(8)));
            Assert.NotEqual(first, Run(make(null), steps: 2));
        }
    }

    [Fact]
    public void Brightness_is_spread_evenly_over_its_range()
    {
        var layer = new RandomBrightness((-0.25, 0.75), (0, 4));
        Net.Of([1, 1, 1], layer);
        var x = new Tensor(2000, [1, 1, 1]);
        x.Span.Fill(1);
        var result = OperationHarness.Run(layer, [x], null, 1).Output;
        Assert.All(result, v => Assert.InRange(v, 0, 4));
        // 0 .. 4, of mean 2 and deviation 1.155: the mean's own is 0.026.
        Assert.Equal(2, result.Average(), 0.1);
        for (var part = 0; part < 4; part++) Assert.InRange(result.Count(v => v >= part && v < part + 1), 420, 580);
    }

    /// <summary>Selu's values keep mean 0 and variance 1; the dropped ones are those without a gradient.</summary>
    [Fact]
    public void Alpha_dropout_keeps_mean_and_variance()
    {
        var layer = new AlphaDropout(0.3);
        Net.Of([10000], layer);
        var x = Net.Batch(2, [10000]);
        var dy = new float[20000];
        Array.Fill(dy, 1);
        var result = OperationHarness.RunEverywhere(layer, [x], dy, 1);
        Assert.Equal(0, result.Output.Average(), 0.03);
        Assert.Equal(1, result.Output.Average(v => (double)v * v), 0.04);
        const double Lowest = -1.6732632423543772 * 1.0507009873554805;
        var factor = 1 / Math.Sqrt(0.7 * (1 + 0.3 * Lowest * Lowest));
        for (var i = 0; i < dy.Length; i++)
        {
            var stays = result.InputGradients[0][i] != 0;
            Assert.Equal(stays ? factor : 0, result.InputGradients[0][i], 1e-6);
            Assert.Equal(factor * (stays ? x.Span[i] : Lowest) - factor * Lowest * 0.3, result.Output[i], 1e-5);
        }

        Assert.Equal(0.3, result.InputGradients[0].Count(g => g == 0) / 20000.0, 0.015);
    }

    private static (double[] Y, double[] Dx) Contrast(float[] x, float[] dy, double[] factors)
    {
        double[] y = new double[168], dx = new double[168];
        for (var n = 0; n < 2; n++)
            for (var c = 0; c < 2; c++)
            {
                int[] places = [.. Enumerable.Range(0, 42).Select(p => n * 84 + p * 2 + c)];
                var mean = places.Average(i => (double)x[i]);
                foreach (var i in places) y[i] = (x[i] - mean) * factors[n] + mean;
                double[] passed = [.. places.Select(i => y[i] is >= -0.8 and <= 0.9 ? dy[i] : 0.0)];
                for (var p = 0; p < 42; p++) dx[places[p]] = factors[n] * passed[p] + (1 - factors[n]) * passed.Average();
                foreach (var i in places) y[i] = Math.Clamp(y[i], -0.8, 0.9);
            }

        return (y, dx);
    }
}
