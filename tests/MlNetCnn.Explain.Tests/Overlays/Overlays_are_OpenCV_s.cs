using System.Text.Json.Serialization;
using MlNetCnn.Explain.Tests.Cam;
using MlNetCnn.Imaging;

namespace MlNetCnn.Explain.Tests.Overlays;

/// <summary>Overlays against pictures made by OpenCV and Pillow (make_overlays.py).</summary>
public sealed class Overlays_are_OpenCV_s
{
    private static readonly Case[] Cases = CamReference.Read<Case[]>("overlays.json");

    [Fact]
    public void In_jet_and_viridis_within_a_level()
    {
        foreach (var test in Cases)
        {
            AssertClose(test.Jet, test.Map.Overlay(test.Photo, new Overlay { Intensity = test.Intensity }), 1);
            AssertClose(test.Viridis, test.Map.Overlay(test.Photo, new Overlay { Intensity = test.Intensity, Colormap = Colormaps.Viridis }), 1);
        }
    }

    [Fact]
    public void As_in_the_second_edition_within_a_level()
    {
        foreach (var test in Cases) AssertClose(test.Second, test.Map.Overlay(test.Photo, Overlay.SecondEdition with { Intensity = test.Intensity }), 1);
    }

    [Fact]
    public void The_default_is_the_book_s() => AssertClose(Cases[0].Jet, Cases[0].Map.Overlay(Cases[0].Photo), 1);

    [Fact]
    public void A_map_of_zeros_is_all_of_the_lowest_colour()
    {
        var colours = new Heatmap(2, 2, [0, 0, 0, 0]).Colour(3, 5);
        Assert.Equal("3x5x3", colours.ToString());
        for (var i = 0; i < 15; i++) Assert.Equal([0, 0, 128], colours.Pixels.Slice(3 * i, 3).ToArray());
    }

    [Fact]
    public void Grey_and_transparent_pictures_become_RGB()
    {
        var map = new Heatmap(1, 2, [0, 1]);
        var grey = new Image(2, 4, 1);
        grey.Pixels.Fill(100);
        var rgba = new Image(2, 4, 4);
        rgba.Pixels.Fill(100);
        Assert.Equal("2x4x3", map.Overlay(grey).ToString());
        Assert.Equal(map.Overlay(grey).Pixels, map.Overlay(rgba).Pixels);
        // The left edge: 0.4 of (0, 0, 128) added; the right one: 0.4 of (128, 0, 0).
        Assert.Equal([100, 100, 151], map.Overlay(grey).Pixels[..3].ToArray());
        Assert.Equal([151, 100, 100], map.Overlay(grey).Pixels[^3..].ToArray());
    }

    [Fact]
    public void Settings_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Overlay { Intensity = 1.5f });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Overlay { Intensity = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Overlay { Recipe = (OverlayRecipe)2 });
        Assert.Throws<ArgumentNullException>(() => new Overlay { Colormap = null! });
    }

    private static void AssertClose(string expected, Image actual, int levels)
    {
        var bytes = Convert.FromHexString(expected);
        Assert.Equal(bytes.Length, actual.Pixels.Length);
        var most = 0;
        for (var i = 0; i < bytes.Length; i++) most = Math.Max(most, Math.Abs(bytes[i] - actual.Pixels[i]));
        TestContext.Current.TestOutputHelper!.WriteLine($"{actual}: largest difference {most} levels");
        Assert.InRange(most, 0, levels);
    }

    private sealed record Case(float[] Heat, int[] Size, int[] Picture, string Image, float Intensity, string Jet, string Viridis, string Second)
    {
        [JsonIgnore]
        public Heatmap Map => new(Size[0], Size[1], Heat);

        [JsonIgnore]
        public Image Photo => new(Picture[0], Picture[1], 3, Convert.FromHexString(Image));
    }
}
