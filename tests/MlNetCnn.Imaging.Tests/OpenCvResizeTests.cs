using System.Runtime.InteropServices;
using FsCheck;
using FsCheck.Fluent;

namespace MlNetCnn.Imaging.Tests;

public class OpenCvResizeTests
{
    private sealed record Reference(int Height, int Width, int Channels, int ToHeight, int ToWidth, byte[]? Values, string? Sha256);

    private static readonly Reference[] References = Fixture.ReadJson<Reference[]>("bilinear.json");

    [Fact]
    public void Small_maps_equal_OpenCVs_to_the_bit()
    {
        var cases = References.Where(r => r.Values is not null).ToArray();
        Assert.True(cases.Length >= 40);
        foreach (var r in cases)
        {
            var resized = Map(r.Height, r.Width, r.Channels).ResizeBilinear(r.ToHeight, r.ToWidth).Pixels.ToArray();
            var expected = MemoryMarshal.Cast<byte, float>(r.Values).ToArray();
            Assert.Equal(expected.Length, resized.Length);
            // Half of both sizes: sums of four values up to 447, added in another order.
            var tolerance = r.Height == 2 * r.ToHeight && r.Width == 2 * r.ToWidth ? 3.1e-5f : 0f;
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - resized[i]) <= tolerance, $"{r.Height}x{r.Width}x{r.Channels} to {r.ToHeight}x{r.ToWidth}: {expected[i]:R}, not {resized[i]:R}, at {i}");
        }
    }

    [Fact]
    public void Large_maps_equal_OpenCVs_to_the_bit()
    {
        foreach (var r in References.Where(r => r.Sha256 is not null))
        {
            var resized = new OpenCvResize(r.ToHeight, r.ToWidth).Apply(Map(r.Height, r.Width, r.Channels).Pixels, r.Height, r.Width, r.Channels);
            Assert.True(r.Sha256 == Fixture.Sha256(MemoryMarshal.AsBytes(resized.AsSpan())), $"{r.Height}x{r.Width}x{r.Channels} to {r.ToHeight}x{r.ToWidth}");
        }
    }

    [Fact]
    public void Values_stay_within_the_source_and_a_flat_map_stays_flat() =>
        Prop.ForAll(Gen.Choose(1, 30).Four().Zip(Gen.Choose(-1000, 1000)).ToArbitrary(), t =>
        {
            var ((height, width, toHeight, toWidth), value) = t;
            var map = Map(height, width, 1);
            var resized = map.ResizeBilinear(toHeight, toWidth).Pixels.ToArray();
            var (low, high) = (map.Pixels.ToArray().Min(), map.Pixels.ToArray().Max());
            if (resized.Any(v => v < low - 2e-4f || v > high + 2e-4f)) return false;
            map.Pixels.Fill(value);
            return map.ResizeBilinear(toHeight, toWidth).Pixels.ToArray().All(v => Math.Abs(v - value) <= 2.5e-4f);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_source_is_neither_changed_nor_shared()
    {
        var map = Map(5, 4, 3);
        var before = map.Pixels.ToArray();
        foreach (var (height, width) in new[] { (5, 4), (10, 8), (2, 2) }) map.ResizeBilinear(height, width).Pixels.Clear();
        Assert.Equal(before, map.Pixels);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var map = Map(2, 2, 1);
        Assert.Equal("Height", Assert.Throws<ArgumentOutOfRangeException>(() => map.ResizeBilinear(0, 2)).ParamName);
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => map.ResizeBilinear(2, -3)).ParamName);
        Assert.Contains("2x3x1 has 6 values; here are 4", Assert.Throws<ArgumentException>(() => new OpenCvResize(4, 4).Apply(map.Pixels, 2, 3)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new OpenCvResize(4, 4).Apply([], 0, 3));
    }

    /// <summary>Thirds around 0, as Fixtures/make_bilinear.py makes them.</summary>
    private static FloatImage Map(int height, int width, int channels)
    {
        var map = new FloatImage(height, width, channels);
        for (var i = 0L; i < map.Pixels.Length; i++) map.Pixels[(int)i] = ((i * i * 31 + i * 17 + 7) % 2041 - 700) / 3f;
        return map;
    }
}
