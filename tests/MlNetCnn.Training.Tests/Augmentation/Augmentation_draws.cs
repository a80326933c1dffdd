using MlNetCnn.Imaging;

namespace MlNetCnn.Training.Tests;

/// <summary>What <see cref="ImageAugmentation"/> draws: the distributions of Keras's get_random_transform, from seed, pass and index alone.</summary>
public sealed class Augmentation_draws
{
    private const int Many = 20_000;

    private static readonly ImageAugmentation All = new()
    {
        RotationRange = 40, WidthShiftRange = 0.2, HeightShiftRange = 0.1, ShearRange = 15, ZoomRange = (0.7, 1.5), ChannelShiftRange = 30, BrightnessRange = (0.5, 1.1),
        HorizontalFlip = true, VerticalFlip = true, FillMode = FillMode.Wrap, FillValue = 3, Convention = AffineConvention.Keras3,
    };

    [Fact]
    public void Every_parameter_is_uniform_over_its_range()
    {
        var drawn = Draws(All);
        Uniform(drawn.Select(t => t.Theta), -40, 40);
        Uniform(drawn.Select(t => t.Tx), -10, 10); // a tenth of the height, 100
        Uniform(drawn.Select(t => t.Ty), -30, 30); // a fifth of the width, 150
        Uniform(drawn.Select(t => t.Shear), -15, 15);
        Uniform(drawn.Select(t => t.Zx), 0.7, 1.5);
        Uniform(drawn.Select(t => t.Zy), 0.7, 1.5);
        Uniform(drawn.Select(t => t.ChannelShift!.Value), -30, 30);
        Uniform(drawn.Select(t => t.Brightness!.Value), 0.5, 1.1);
        Assert.InRange(drawn.Count(t => t.FlipHorizontal), 0.49 * Many, 0.51 * Many);
        Assert.InRange(drawn.Count(t => t.FlipVertical), 0.49 * Many, 0.51 * Many);
        Assert.All(drawn, t => Assert.Equal((FillMode.Wrap, 3, AffineConvention.Keras3), (t.FillMode, t.FillValue, t.Convention)));
    }

    [Fact]
    public void Parameters_do_not_hang_together()
    {
        var drawn = Draws(All);
        double[][] columns =
        [
            [.. drawn.Select(t => t.Theta)], [.. drawn.Select(t => t.Tx)], [.. drawn.Select(t => t.Ty)], [.. drawn.Select(t => t.Shear)], [.. drawn.Select(t => t.Zx)],
            [.. drawn.Select(t => t.Zy)], [.. drawn.Select(t => t.FlipHorizontal ? 1.0 : 0)], [.. drawn.Select(t => t.FlipVertical ? 1.0 : 0)],
            [.. drawn.Select(t => t.ChannelShift!.Value)], [.. drawn.Select(t => t.Brightness!.Value)],
        ];
        for (var a = 0; a < columns.Length; a++)
            for (var b = 0; b < a; b++) Assert.InRange(Correlation(columns[a], columns[b]), -0.03, 0.03); // 4 standard deviations
        // Nor does a picture with the next one, or with itself in the next pass.
        Assert.InRange(Correlation(columns[0][1..], columns[0][..^1]), -0.03, 0.03);
        Assert.InRange(Correlation(columns[0], [.. Draws(All, epoch: 1).Select(t => t.Theta)]), -0.03, 0.03);
    }

    [Fact]
    public void Whole_numbers_of_pixels_are_Keras_int_and_others_its_float()
    {
        var whole = Draws(new ImageAugmentation { HeightShiftRange = 3 }).GroupBy(t => t.Tx).ToDictionary(g => g.Key, g => g.Count() / (double)Many);
        Assert.Equal([-2, -1, 0, 1, 2], whole.Keys.Order());
        // choice(3) * choice([-1, 1]): nothing in a third, each other place in a sixth of the cases.
        foreach (var (place, part) in whole) Assert.InRange(part, (place == 0 ? 1 / 3.0 : 1 / 6.0) - 0.012, (place == 0 ? 1 / 3.0 : 1 / 6.0) + 0.012);
        Assert.All(Draws(new ImageAugmentation { WidthShiftRange = 1 }), t => Assert.Equal(0, t.Ty));
        Uniform(Draws(new ImageAugmentation { WidthShiftRange = 2.5 }).Select(t => t.Ty), -2.5, 2.5);
    }

    [Fact]
    public void Seed_pass_and_index_decide_and_nothing_else()
    {
        var first = All.Draw(1, 2, 3, 100, 150);
        _ = All.Draw(5, 5, 5, 100, 150);
        Assert.Equal(first, All.Draw(1, 2, 3, 100, 150));
        var others = new[] { All.Draw(2, 2, 3, 100, 150), All.Draw(1, 3, 3, 100, 150), All.Draw(1, 2, 4, 100, 150), All.Draw(1, 3, 2, 100, 150), All.Draw(1, 23, 3, 100, 150) };
        Assert.Equal(6, others.Append(first).Select(t => t.Theta).Distinct().Count());
        var backwards = Enumerable.Range(0, 200).Reverse().AsParallel().AsOrdered().Select(i => All.Draw(1, 2, i, 100, 150)).Reverse().ToArray();
        Assert.Equal(Enumerable.Range(0, 200).Select(i => All.Draw(1, 2, i, 100, 150)), backwards);
    }

    [Fact]
    public void Turning_one_range_on_leaves_what_the_others_draw()
    {
        var book = ImageAugmentation.Book.Draw(7, 0, 0, 150, 150);
        var more = (ImageAugmentation.Book with { BrightnessRange = 0.5, ChannelShiftRange = 9, VerticalFlip = true, HeightShiftRange = 0 }).Draw(7, 0, 0, 150, 150);
        Assert.Equal(book, more with { Brightness = null, ChannelShift = null, FlipVertical = false, Tx = book.Tx });
    }

    [Fact]
    public void The_default_varies_nothing_and_a_single_zoom_is_a_pair()
    {
        Assert.True(new ImageAugmentation().IsIdentity);
        Assert.All(Enumerable.Range(0, 100), i => Assert.True(new ImageAugmentation().Draw(1, 0, i, 10, 10).IsIdentity));
        Assert.False(ImageAugmentation.Book.IsIdentity);
        Assert.Equal(new FactorRange(0.8, 1.2), ImageAugmentation.Book.ZoomRange);
        Assert.Equal("(0.8, 1.2)", ImageAugmentation.Book.ZoomRange.ToString());
    }

    [Fact]
    public void Wrong_settings_are_listed_all_at_once()
    {
        var wrong = new ImageAugmentation
        {
            RotationRange = -1, WidthShiftRange = double.NaN, HeightShiftRange = double.PositiveInfinity, ShearRange = -2, ZoomRange = (1.2, 0.8), ChannelShiftRange = -3,
            BrightnessRange = (-0.5, 1), FillMode = (FillMode)9, FillValue = double.NaN, Convention = (AffineConvention)9,
        };
        var error = Assert.Throws<ArgumentException>(() => wrong.Draw(0, 0, 0, 1, 1));
        Assert.Contains("10 problems", error.Message, StringComparison.Ordinal);
        Assert.Contains("ZoomRange is (1.2, 0.8)", error.Message, StringComparison.Ordinal);
        Assert.Contains("ZoomRange", Assert.Throws<ArgumentException>(() => (ImageAugmentation.Book with { ZoomRange = 1.5 }).Validate()).Message, StringComparison.Ordinal);
    }

    private static ImageTransform[] Draws(ImageAugmentation augmentation, long epoch = 0) =>
        [.. Enumerable.Range(0, Many).Select(i => augmentation.Draw(42, epoch, i, 100, 150))];

    /// <summary>Kolmogorov and Smirnov's distance to the uniform distribution: beyond 1.95 / sqrt(n) once in a thousand sets of numbers, and these are always the same.</summary>
    private static void Uniform(IEnumerable<double> values, double low, double high)
    {
        double[] sorted = [.. values.Order()];
        Assert.InRange(sorted[0], low, high);
        Assert.InRange(sorted[^1], low, high);
        var distance = sorted.Select((v, i) => Math.Abs((v - low) / (high - low) - (i + 0.5) / sorted.Length)).Max();
        Assert.True(distance < 1.95 / Math.Sqrt(sorted.Length), $"distance {distance}");
    }

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (a.Average(), b.Average());
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Length; i++)
        {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }

        return ab / Math.Sqrt(aa * bb);
    }
}
