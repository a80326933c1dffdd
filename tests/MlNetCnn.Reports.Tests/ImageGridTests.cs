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
        Assert.Equal("black -1, white 3", grid.Note);
    }

    [Fact]
    public void Other_kernels_have_a_row_each_with_a_picture_for_each_input()
    {
        var values = Enumerable.Range(0, 4 * 8).Select(i => (float)i).ToArray();
        var grid = ImageGrid.OfKernels("k", values, 1, 1, 4, 8, most: 9);
        Assert.Equal((9, 3), (grid.Tiles.Count, grid.Columns));
        // Value of input i, output o is 8 i + o; the greatest shown is 18.
        Assert.Equal(new[] { 0, 8, 16, 1, 9, 17, 2, 10, 18 }.Select(v => (byte)Math.Round(255 * v / 18.0)), grid.Tiles.Select(t => t.Pixels[0]));
        Assert.Equal("black 0, white 18; the first 3 of 8 kernels; a row shows the first 3 of a kernel's 4 channels", grid.Note);
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
    [InlineData(1, 1, 1)]
    [InlineData(1, 256, 3)]
    [InlineData(64, 3, 3)]
    [InlineData(1024, 7, 7)]
    public void All_stands_on_the_canvas(int tiles, int height, int width)
    {
        var scene = GridLayout.Of(new ImageGrid("A title", Enumerable.Range(0, tiles).Select(_ => new Image(height, width, 1)), note: "black -1, white 1"));
        var canvas = new Box(0, 0, scene.Width, scene.Height);
        Assert.All(scene.Primitives.OfType<TextLine>(), text => Assert.True(canvas.Contains(text.Bounds)));
        Assert.All(scene.Primitives.OfType<Picture>(), p => Assert.True(canvas.Contains(new Box(p.Left, p.Top, p.Left + p.Zoom * width, p.Top + p.Zoom * height))));
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

    private static Image Filled(byte value)
    {
        var image = new Image(2, 3, 3);
        image.Pixels.Fill(value);
        return image;
    }
}
