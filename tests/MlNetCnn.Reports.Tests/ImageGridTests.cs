using System.Xml.Linq;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

public sealed class ImageGridTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly XNamespace Link = "http://www.w3.org/1999/xlink";

    [Fact]
    public void Kernels_of_three_channels_are_coloured_in_one_range()
    {
        // 1 x 2 x 3 x 2 in Keras's order: the output is the fastest.
        var grid = ImageGrid.OfKernels("k", [0, -1, 0.5f, 0, 1, 0, 1, 3, 1, 0, 1, 0], 1, 2, 3, 2);
        Assert.Equal(2, grid.Tiles.Count);
        Assert.Equal([64, 96, 128, 128, 128, 128], grid.Tiles[0].Pixels.ToArray());
        Assert.Equal([0, 64, 64, 255, 64, 64], grid.Tiles[1].Pixels.ToArray());
        Assert.Equal(("-1", "3"), (grid.Bar!.Low, grid.Bar.High));
    }

    [Fact]
    public void Other_kernels_have_a_row_each_with_a_picture_for_each_input()
    {
        var values = Enumerable.Range(0, 4 * 8).Select(i => (float)i).ToArray();
        var grid = ImageGrid.OfKernels("k", values, 1, 1, 4, 8, most: 9);
        Assert.Equal((9, 3), (grid.Tiles.Count, grid.Columns));
        // Value of input i, output o is 8 i + o; the greatest shown is 18.
        Assert.Equal(new[] { 0, 8, 16, 1, 9, 17, 2, 10, 18 }.Select(v => (byte)Math.Round(255 * v / 18.0)), grid.Tiles.Select(t => t.Pixels[0]));
        Assert.Equal(("0", "18"), (grid.Bar!.Low, grid.Bar.High));
        Assert.Equal("the first 3 of 8 kernels; a row shows the first 3 of a kernel's 4 channels", grid.Note);
    }

    [Fact]
    public void A_constant_kernel_and_one_that_is_not_a_number_are_grey()
    {
        Assert.Equal(128, ImageGrid.OfKernels("", [5], 1, 1, 1, 1).Tiles[0].Pixels[0]);
        Assert.Equal([0, 128, 255], ImageGrid.OfKernels("", [1, float.NaN, 2], 1, 1, 1, 3).Tiles.Select(t => t.Pixels[0]));
    }

    [Fact]
    public void Both_renderers_show_the_tiles_at_the_same_places()
    {
        var grid = new ImageGrid("A grid", [Filled(10), Filled(90), Filled(200)], columns: 2, note: "a note");
        var picture = grid.ToImage();
        XElement[] images = [.. XDocument.Parse(grid.ToSvg()).Descendants(Svg + "image")];
        Assert.Equal(3, images.Length);
        for (var i = 0; i < 3; i++)
        {
            const string Prefix = "data:image/png;base64,";
            var link = (string)images[i].Attribute(Link + "href")!;
            Assert.StartsWith(Prefix, link, StringComparison.Ordinal);
            var tile = ImageFile.Decode(Convert.FromBase64String(link[Prefix.Length..]), "tile");
            int x = (int)images[i].Attribute("x")!, y = (int)images[i].Attribute("y")!;
            Assert.Equal(((int)images[i].Attribute("width")!, (int)images[i].Attribute("height")!), (tile.Width, tile.Height));
            Assert.Equal(grid.Tiles[i].Pixels[0], tile.Pixels[0]);
            Assert.Equal(tile.Pixels[0], picture.Row(y)[3 * x]);
            Assert.Equal(tile.Pixels[0], picture.Row(y + tile.Height - 1)[3 * (x + tile.Width - 1)]);
        }
    }

    [Theory]
    [InlineData(1, 1, 1, null)]
    [InlineData(1, 256, 3, null)]
    [InlineData(64, 3, 3, null)]
    [InlineData(1024, 7, 7, null)]
    [InlineData(1024, 6, 5, 16)]
    [InlineData(48, 224, 200, 16)]
    [InlineData(1024, 3, 3, 1024)]
    [InlineData(17, 100, 256, 8)]
    public void All_stands_on_the_canvas(int tiles, int height, int width, int? columns)
    {
        var grid = new ImageGrid("A title", Enumerable.Range(0, tiles).Select(_ => new Image(height, width, 1)), columns, "A note")
        {
            Bar = new ColourBar(Colormaps.Jet, new string('l', 90), new string('h', 90)), Crossed = [0, tiles - 1], Margin = columns is null ? 4 : 1,
        };
        var scene = GridLayout.Of(grid);
        Assert.Equal(grid.ShownWidth, scene.Width);
        if (columns is null or <= 16) Assert.InRange(scene.Width, 320, 1092);
        var canvas = new Box(0, 0, scene.Width, scene.Height);
        Assert.All(scene.Primitives.OfType<Polyline>().SelectMany(l => l.Points), p => Assert.True(canvas.Contains(new Box(p.X, p.Y, p.X, p.Y)), $"{p}"));
        Assert.All(scene.Primitives.OfType<TextLine>(), text => Assert.True(canvas.Contains(text.Bounds)));
        Assert.All(scene.Primitives.OfType<Picture>(), p => Assert.True(canvas.Contains(new Box(p.Left, p.Top, p.Left + p.Zoom * p.Pixels.Width, p.Top + p.Zoom * p.Pixels.Height))));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ImageGrid("", []));
        Assert.Contains("2x2x3 and 3x2x3", Assert.Throws<ArgumentException>(() => new ImageGrid("", [new Image(2, 2, 1), new Image(3, 2, 1)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new ImageGrid("", [new Image(257, 2, 1)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageGrid("", [new Image(2, 2, 1)], columns: 0));
        Assert.Contains("have 9 values; there are 8", Assert.Throws<ArgumentException>(() => ImageGrid.OfKernels("", new float[8], 3, 3, 1, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageGrid.OfKernels("", new float[1], 1, 1, 1, 1, most: 1025));
    }

    [Fact]
    public void Activations_stand_16_in_a_row_and_dead_ones_are_crossed_out()
    {
        var grid = ImageGrid.OfActivations("conv2d", "148 x 148 x 40", Enumerable.Range(0, 40).Select(_ => new Image(148, 148, 3)), [39, 2, 2]);
        Assert.Equal(("conv2d (148 x 148 x 40)", 16, 1, "2 of 40 channels are dead (crossed out)"), (grid.Title, grid.Columns, grid.Margin, grid.Note));
        Assert.Equal([2, 39], grid.Crossed);
        var scene = GridLayout.Of(grid);
        Picture[] pictures = [.. scene.Primitives.OfType<Picture>()];
        Assert.All(pictures, p => Assert.Equal((66, 66, 1), (p.Pixels.Height, p.Pixels.Width, p.Zoom)));
        Polyline[] crosses = [.. scene.Primitives.OfType<Polyline>().Where(l => l.Colour == Rgb.Of(PaletteColour.Vermilion))];
        Assert.Equal(4, crosses.Length);
        foreach (var (number, strokes) in grid.Crossed.Zip(crosses.Chunk(2)))
        {
            var tile = new Box(pictures[number].Left, pictures[number].Top, pictures[number].Left + 66, pictures[number].Top + 66);
            Assert.All(strokes.SelectMany(l => l.Points), p => Assert.True(tile.Contains(new Box(p.X, p.Y, p.X, p.Y))));
        }

        Assert.Equal("1 of 3 channels is dead (crossed out)", ImageGrid.OfActivations("l", "", [Filled(1), Filled(2), Filled(3)], [1]).Note);
        Assert.Equal(("l", "", 3), ImageGrid.OfActivations("l", "", [Filled(1), Filled(2), Filled(3)]) is var plain ? (plain.Title, plain.Note, plain.Columns) : default);
    }

    [Fact]
    public void Too_many_or_too_large_activations_are_cut_down()
    {
        var grid = ImageGrid.OfActivations("l", "s", Enumerable.Range(0, 1030).Select(i => Filled((byte)i)), [5, 1029]);
        Assert.Equal((1024, "the first 1024 of 1030 channels; 2 of 1030 channels are dead (crossed out)"), (grid.Tiles.Count, grid.Note));
        Assert.Equal([5], grid.Crossed);
        Assert.Equal("256x171x3", ImageGrid.OfActivations("l", "s", [new Image(300, 200, 1)]).Tiles[0].ToString());
        Assert.Equal("1x256x3", ImageGrid.OfPatterns("l", [new Image(1, 4000, 3)]).Tiles[0].ToString());
        Assert.Contains("Channel 2 of l is said to be dead; there are 2", Assert.Throws<ArgumentException>(() => ImageGrid.OfActivations("l", "s", [Filled(1), Filled(2)], [2])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_stand_on_black_five_pixels_apart()
    {
        var grid = ImageGrid.OfPatterns("block1_conv1", Enumerable.Range(0, 11).Select(_ => new Image(64, 64, 3, [.. Enumerable.Repeat((byte)200, 64 * 64 * 3)])), [10], "a note");
        Assert.Equal((8, 5, true, "a note"), (grid.Columns, grid.Margin, grid.BlackMargin, grid.Note));
        Picture[] pictures = [.. GridLayout.Of(grid).Primitives.OfType<Picture>()];
        Assert.All(pictures, p => Assert.Equal(2, p.Zoom));
        Assert.Equal((128 + 5, 128 + 5), (pictures[1].Left - pictures[0].Left, pictures[8].Top - pictures[0].Top));
        var image = grid.ToImage();
        for (var x = 0; x < 5; x++) Assert.Equal(0, image.Row(pictures[0].Top + 9)[3 * (pictures[1].Left - 1 - x)]);
        Assert.Equal(200, image.Row(pictures[0].Top)[3 * pictures[1].Left]);
        // What is left of the last row is black; around the grid is paper.
        Assert.Equal(0, image.Row(pictures[8].Top + 100)[3 * (pictures[7].Left + 50)]);
        Assert.Equal(255, image.Row(pictures[0].Top + 9)[3 * (pictures[0].Left - 1)]);
        Assert.Contains("fill=\"#000000\"", grid.ToSvg(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 100, 10, 1)]
    [InlineData(10, 109, 10, 1)]
    [InlineData(100, 30, 30, 1)]
    [InlineData(3, 2, 2, 1)]
    public void Tiles_have_the_size_asked_for(int side, int size, int shown, int least)
    {
        var picture = GridLayout.Of(new ImageGrid("", [new Image(side, side, 1)]) { TileSize = size }).Primitives.OfType<Picture>().Single();
        Assert.Equal(shown, picture.Pixels.Width);
        Assert.InRange(picture.Pixels.Width * picture.Zoom, Math.Max(least, size - side), size);
    }

    [Fact]
    public void The_same_grid_gives_the_same_bytes_and_does_not_change_with_the_callers_pictures()
    {
        var tile = Filled(7);
        var grid = new ImageGrid("g", [tile]) { Bar = new ColourBar(Colormaps.Viridis, "0", "1"), Crossed = [0] };
        var (png, svg) = (grid.ToPng(), grid.ToSvg());
        tile.Pixels.Clear();
        Assert.Equal((Convert.ToHexString(png), svg), (Convert.ToHexString(grid.ToPng()), grid.ToSvg()));
    }

    [Fact]
    public void A_bar_shows_the_colours_from_low_to_high()
    {
        var scene = GridLayout.Of(new ImageGrid("", [Filled(0)]) { Bar = new ColourBar(Colormaps.Jet, "low & <b>", "") });
        var bar = scene.Primitives.OfType<Picture>().Last().Pixels;
        Assert.Equal(Colormaps.Jet[0], (bar.Pixels[0], bar.Pixels[1], bar.Pixels[2]));
        Assert.Equal(Colormaps.Jet[254], (bar.Row(3)[^3], bar.Row(3)[^2], bar.Row(3)[^1]));
        Assert.Equal(["low & <b>"], scene.Primitives.OfType<TextLine>().Select(t => t.Text));
    }

    [Fact]
    public void Settings_out_of_bounds_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageGrid("", [Filled(0)]) { Margin = 65 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageGrid("", [Filled(0)]) { TileSize = 0 });
        Assert.Contains("Picture 1 is to be crossed out; there are 1", Assert.Throws<ArgumentException>(() => new ImageGrid("", [Filled(0)]) { Crossed = [1] }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageGrid.OfPatterns("", [Filled(0)], [-1]));
    }

    private static Image Filled(byte value)
    {
        var image = new Image(2, 3, 3);
        image.Pixels.Fill(value);
        return image;
    }
}
