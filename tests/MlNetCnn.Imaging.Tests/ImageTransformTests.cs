using FsCheck;
using FsCheck.Fluent;

namespace MlNetCnn.Imaging.Tests;

public class ImageTransformTests
{
    /// <summary>
    /// Both compute in double precision and round once to a float; what is left is the order in which a matrix product adds (BLAS may fuse). Far below the
    /// thousandth of a level that is asked for.
    /// </summary>
    private const float Tolerance = 2e-5f;

    public static TheoryData<string> Names => [.. TransformReference.All.Select(r => r.Name).Distinct()];

    [Theory, MemberData(nameof(Names))]
    public void Pixels_are_those_of_both_generations_of_Keras(string name)
    {
        foreach (var reference in TransformReference.All.Where(r => r.Name == name))
        {
            var source = reference.Source();
            var before = source.Pixels.ToArray();
            var expected = reference.Expected();
            var actual = reference.Transform().Apply(source);
            Assert.Equal(before, source.Pixels);
            for (var i = 0; i < actual.Pixels.Length; i++)
                Assert.True(
                    Math.Abs(actual.Pixels[i] - expected[i]) <= Tolerance, $"{reference}: value {i} is {actual.Pixels[i]}, Keras has {expected[i]}");
        }
    }

    [Fact]
    public void Nearly_all_values_are_equal_bit_by_bit()
    {
        var (equal, all) = (0, 0);
        foreach (var reference in TransformReference.All)
        {
            var expected = reference.Expected();
            var actual = reference.Transform().Apply(reference.Source());
            for (var i = 0; i < actual.Pixels.Length; i++, all++)
                if (actual.Pixels[i] == expected[i]) equal++;
        }

        Assert.True(equal > 0.9999 * all, $"{equal} of {all} values are equal.");
    }

    [Fact]
    public void Doing_nothing_and_flipping_keep_every_bit()
    {
        float[] pixels = [float.NaN, -0f, 1e-40f, float.MaxValue, 5, 6];
        Assert.True(new ImageTransform().IsIdentity);
        Assert.Equal(Bits(pixels), Bits(Apply(new ImageTransform(), pixels, 2, 3, 1)));
        Assert.Equal(Bits([1e-40f, -0f, float.NaN, 6, 5, float.MaxValue]), Bits(Apply(new ImageTransform { FlipHorizontal = true }, pixels, 2, 3, 1)));
        Assert.Equal(Bits([float.MaxValue, 5, 6, float.NaN, -0f, 1e-40f]), Bits(Apply(new ImageTransform { FlipVertical = true }, pixels, 2, 3, 1)));
        Assert.Equal([5, 6, 3, 4, 1, 2], Apply(new ImageTransform { FlipHorizontal = true }, [1, 2, 3, 4, 5, 6], 1, 3, 2));
        Assert.Equal([4, 5, 6, 1, 2, 3], Apply(new ImageTransform { FlipHorizontal = true }, [1, 2, 3, 4, 5, 6], 1, 2, 3));
    }

    [Fact]
    public void A_turn_within_the_picture_and_a_shift_beyond_it_stay_in_the_range_of_values() =>
        Prop.ForAll(
            Gen.Choose(1, 14).Three().Zip(Gen.Choose(-2000, 2000).Four()).Zip(Gen.Elements(Enum.GetValues<FillMode>())).ToArbitrary(),
            t =>
            {
                var (((h, w, c), (a, b, d, e)), mode) = t;
                var source = new float[h * w * c];
                for (var i = 0; i < source.Length; i++) source[i] = i % 7 * 40 + 10;
                var transform = new ImageTransform
                {
                    Theta = a / 5.0, Tx = b / 30.0, Ty = d / 30.0, Shear = e / 30.0, Zx = 1 + a / 2500.0, Zy = 1 + b / 2500.0, FillMode = mode, FillValue = 100,
                };
                return Apply(transform, source, h, w, c).All(x => x is >= 9.999f and <= 250.001f);
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(FillMode.Constant, new[] { 9f, 9, 9, 9, 9, 1, 2, 3, 4, 9, 9, 9, 9, 9 })]
    [InlineData(FillMode.Nearest, new[] { 1f, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 4, 4, 4 })]
    [InlineData(FillMode.Reflect, new[] { 4f, 4, 3, 2, 1, 1, 2, 3, 4, 4, 3, 2, 1, 1 })]
    [InlineData(FillMode.Wrap, new[] { 2f, 3, 4, 2, 3, 1, 2, 3, 4, 2, 3, 1, 2, 3 })]
    public void Fill_modes_continue_1_2_3_4_as_SciPy_does(FillMode mode, float[] expected)
    {
        // scipy.ndimage.map_coordinates([1, 2, 3, 4], [arange(-5, 9)], order=1, mode=..., cval=9), SciPy 1.10.
        for (var place = -5; place < 9; place++)
            Assert.Equal(expected[place + 5], Apply(new ImageTransform { Ty = place, FillMode = mode, FillValue = 9 }, [1, 2, 3, 4], 1, 4, 1)[0]);
    }

    [Theory]
    [InlineData(FillMode.Constant), InlineData(FillMode.Nearest), InlineData(FillMode.Reflect), InlineData(FillMode.Wrap)]
    public void Numbers_beyond_all_reason_neither_crash_nor_read_elsewhere(FillMode mode)
    {
        float[] source = [.. Enumerable.Range(0, 5 * 4 * 3).Select(i => i * 4f)];
        foreach (var huge in new[] { 1e9, -1e17, 1e200, -1e308, double.Epsilon })
            foreach (var transform in new ImageTransform[] { new() { Tx = huge }, new() { Ty = huge, Theta = 30 }, new() { Zx = huge }, new() { Zx = 0, Zy = huge }, new() { Zx = 0, Zy = 0 }, new() { Shear = huge, Tx = 1 } })
            {
                var result = Apply(transform with { FillMode = mode }, source, 5, 4, 3);
                Assert.All(result, x => Assert.True(float.IsNaN(x) || x is >= 0 and <= 236.1f, $"{transform}: {x}"));
            }
    }

    [Fact]
    public void Three_channels_at_once_are_each_channel_by_itself()
    {
        // The vector path against the plain one, bit by bit.
        var (h, w) = (31, 29);
        var random = new Random(5);
        float[] rgb = [.. Enumerable.Range(0, h * w * 3).Select(_ => random.NextSingle() * 255)];
        var inward = new ImageTransform { Theta = 170, Zx = 0.5, Zy = 0.5 };
        foreach (var transform in TransformReference.All.Select(r => r.Transform() with { ChannelShift = null, Brightness = null }).Append(inward).Distinct())
        {
            var whole = Apply(transform, rgb, h, w, 3);
            for (var c = 0; c < 3; c++)
                Assert.Equal(Bits(Apply(transform, [.. rgb.Where((_, i) => i % 3 == c)], h, w, 1)), Bits([.. whole.Where((_, i) => i % 3 == c)]));
        }
    }

    [Fact]
    public void A_picture_of_bytes_is_rounded()
    {
        var image = new Image(1, 2, 1, [10, 21]);
        Assert.Equal([16, 21], new ImageTransform { Ty = 0.5 }.Apply(image).Pixels.ToArray());
        Assert.Equal([10, 21], image.Pixels.ToArray());
    }

    [Fact]
    public void Wrong_uses_are_refused_by_name()
    {
        var pixels = new float[12];
        Assert.Contains("Theta", Assert.Throws<ArgumentException>(() => Apply(new ImageTransform { Theta = double.NaN }, pixels, 2, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("Brightness", Assert.Throws<ArgumentException>(() => Apply(new ImageTransform { Brightness = double.PositiveInfinity }, pixels, 2, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("not 2", Assert.Throws<ArgumentException>(() => Apply(new ImageTransform { Brightness = 1 }, pixels, 3, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("fill mode", Assert.Throws<ArgumentException>(() => Apply(new ImageTransform { FillMode = (FillMode)9 }, pixels, 2, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("convention", Assert.Throws<ArgumentException>(() => Apply(new ImageTransform { Convention = (AffineConvention)9 }, pixels, 2, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("24", Assert.Throws<ArgumentException>(() => Apply(new ImageTransform(), pixels, 4, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Contains("in place", Assert.Throws<ArgumentException>(() => new ImageTransform().Apply(pixels, pixels, 2, 2, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Apply(new ImageTransform(), [], 0, 2, 3));
    }

    private static float[] Apply(ImageTransform transform, float[] source, int height, int width, int channels)
    {
        // Behind the picture lie values that must stay: the vector path stores four values at a time.
        var result = new float[source.Length + 4];
        result.AsSpan(source.Length).Fill(-77);
        transform.Apply(source, result.AsSpan(0, source.Length), height, width, channels);
        Assert.Equal([-77, -77, -77, -77], result[source.Length..]);
        return result[..source.Length];
    }

    private static int[] Bits(float[] values) => [.. values.Select(BitConverter.SingleToInt32Bits)];
}
