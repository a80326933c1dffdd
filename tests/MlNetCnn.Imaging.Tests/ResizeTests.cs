using FsCheck;
using FsCheck.Fluent;

namespace MlNetCnn.Imaging.Tests;

public class ResizeTests
{
    public static TheoryData<string> Sources => [.. Fixture.Resizes.Select(r => r.Source).Distinct()];

    [Theory, MemberData(nameof(Sources))]
    public void Resized_pixels_equal_Pillows(string source)
    {
        var image = Fixture.Load(source);
        foreach (var expected in Fixture.Resizes.Where(r => r.Source == source))
        {
            var resized = image.Resize(expected.Height, expected.Width, expected.Filter);
            Assert.True(expected.Sha256 == Fixture.Sha256(resized.Pixels), $"{image} to {expected.Height}x{expected.Width} by {expected.Filter}");
        }
    }

    [Fact]
    public void Nearest_adds_the_scale_again_and_again()
    {
        // Places where the sum differs from floor((i + 0.5) * scale): found by trying all sizes below 300.
        var differing = 0;
        for (var from = 1; from < 300; from++)
            for (var to = 1; to < 300; to += 7)
            {
                var places = NearestKernel.Sources(from, to);
                var place = 0.5 * ((double)from / to);
                for (var i = 0; i < to; i++, place += (double)from / to)
                {
                    Assert.Equal((int)place, places[i]);
                    if ((int)((i + 0.5) * from / to) != places[i]) differing++;
                }
            }

        Assert.True(differing > 0, "The test has lost its point: the two rules agree everywhere.");
    }

    [Theory]
    [InlineData(Resampling.Nearest), InlineData(Resampling.Box), InlineData(Resampling.Bilinear), InlineData(Resampling.Bicubic)]
    public void A_flat_picture_stays_flat(Resampling filter) =>
        Prop.ForAll(
            ArbMap.Default.GeneratorFor<byte>().Two().Zip(Gen.Choose(1, 40).Four()).ToArbitrary(),
            t =>
            {
                var ((value, other), (h, w, toHeight, toWidth)) = t;
                var image = new Image(h, w, 3);
                for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = i % 3 == 0 ? value : other;
                var resized = image.Resize(toHeight, toWidth, filter);
                for (var i = 0; i < resized.Pixels.Length; i++)
                    if (resized.Pixels[i] != (i % 3 == 0 ? value : other)) return false;
                return true;
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_source_is_neither_changed_nor_shared()
    {
        var image = Fixture.Load("png_pillow_rgb.png");
        var before = image.Pixels.ToArray();
        foreach (var filter in Enum.GetValues<Resampling>())
            foreach (var (h, w) in new[] { (image.Height, image.Width), (image.Height, 3), (3, image.Width), (5, 5) })
                image.Resize(h, w, filter).Pixels.Clear();
        Assert.Equal(before, image.Pixels);
    }

    [Fact]
    public void A_size_below_one_is_refused_by_name()
    {
        var image = new Image(2, 2, 3);
        Assert.Equal("Height", Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(0, 2)).ParamName);
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(2, -1)).ParamName);
        Assert.Equal("Filter", Assert.Throws<ArgumentOutOfRangeException>(() => image.Resize(2, 1, (Resampling)9)).ParamName);
    }
}
