using System.Xml.Linq;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

public sealed class PicturePlateTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static PicturePlate Explanation(string text) => new(
        text,
        [new PictureCell(new Image(600, 899, 3), text), new PictureCell(new Image(14, 14, 1), ""), new PictureCell(new Image(96, 80, 4), text + "\n\n" + text), new ScoresCell([new(text, 0.9, true), new(text, 0.1)], text)],
        note: text)
    {
        Bar = new ColourBar(Colormaps.Jet, text, text),
    };

    [Fact]
    public void Pictures_fill_their_cells_undistorted()
    {
        var pictures = PlateLayout.Of(Explanation("plate")).Primitives.OfType<Picture>().ToArray();
        // Four cells of 257 pixels: shrunk, enlarged to squares, enlarged smoothly by a whole factor; the last is the bar.
        Assert.Equal([(172, 257, 1), (14, 14, 18), (192, 160, 1), (10, 128, 1)], pictures.Select(p => (p.Pixels.Height, p.Pixels.Width, p.Zoom)));
        var middles = pictures[..3].Select(p => p.Top + p.Pixels.Height * p.Zoom / 2.0).ToArray();
        Assert.InRange(middles.Max() - middles.Min(), 0, 1);
    }

    [Theory]
    [InlineData(1, null, 1)]
    [InlineData(5, null, 5)]
    [InlineData(6, null, 3)]
    [InlineData(12, null, 4)]
    [InlineData(41, null, 5)]
    [InlineData(50, 16, 16)]
    [InlineData(3, 16, 3)]
    public void All_stands_on_the_canvas_and_apart(int cells, int? columns, int shown)
    {
        var plate = new PicturePlate(new string('t', 500), Enumerable.Range(0, cells).Select(Cell), columns, new string('n', 500)) { Bar = new ColourBar(Colormaps.Viridis, "0", "1") };
        Assert.Equal(shown, plate.Columns);
        var scene = PlateLayout.Of(plate);
        Assert.Equal(plate.ShownWidth, scene.Width);
        Assert.InRange(scene.Width, 320, 1092);
        var canvas = new Box(0, 0, scene.Width, scene.Height);
        Box[] texts = [.. scene.Primitives.OfType<TextLine>().Select(t => t.Bounds)], pictures = [.. scene.Primitives.OfType<Picture>().Select(p => new Box(p.Left, p.Top, p.Left + p.Zoom * p.Pixels.Width, p.Top + p.Zoom * p.Pixels.Height))];
        Assert.All(texts, t => Assert.True(canvas.Contains(t), $"{t}"));
        Assert.All(pictures, p => Assert.True(canvas.Contains(p), $"{p}"));
        Assert.All(scene.Primitives.OfType<Rectangle>(), r => Assert.True(canvas.Contains(r.Box), $"{r}"));
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.DoesNotContain(pictures, p => p.Overlaps(texts[i]));
            for (var j = 0; j < i; j++) Assert.False(texts[i].Overlaps(texts[j]), $"{texts[i]} and {texts[j]}");
        }

        PlateCell Cell(int i) => (i % 3) switch
        {
            0 => new PictureCell(new Image(30 + i % 7, 40, 3), new string('x', i % 100) + "\nsecond line"),
            1 => new ScoresCell([.. Enumerable.Range(0, 1 + i % 20).Select(k => new ClassScore($"class {k} of a rather long name, too long for any cell of a plate", k * 0.05))]),
            _ => new PictureCell(new Image(7, 300 + i, 1), "short"),
        };
    }

    [Fact]
    public void Bars_are_as_long_as_probabilities_and_emphasized_ones_stand_out()
    {
        var bars = Bars([new("a", 0.75, true), new("b", 0.25), new("c", 0), new("d", 1)]);
        Assert.Equal([0.75, 0.25, 1], bars.Select(b => Math.Round(b.Box.Width / 360, 6)));
        Assert.Equal([PaletteColour.Vermilion, PaletteColour.Blue, PaletteColour.Blue], bars.Select(b => b.Fill == Rgb.Of(PaletteColour.Vermilion) ? PaletteColour.Vermilion : PaletteColour.Blue));
    }

    [Fact]
    public void Bars_of_other_scores_are_in_proportion_to_the_greatest()
    {
        Assert.Equal([1, 0.5], Bars([new("a", 12), new("b", 6), new("c", -3), new("d", double.NaN), new("e", double.PositiveInfinity)]).Select(b => Math.Round(b.Box.Width / 360, 6)));
        Assert.Empty(Bars([new("a", -1), new("b", -2)]));
        Assert.Empty(Bars([new("a", double.NaN)]));
    }

    [Fact]
    public void Long_names_end_in_an_ellipsis_before_the_score()
    {
        var lines = PlateLayout.Of(new PicturePlate("", [new ScoresCell([new(new string('m', 200), 0.5)])])).Primitives.OfType<TextLine>().ToArray();
        Assert.EndsWith("...", lines[0].Text, StringComparison.Ordinal);
        Assert.Equal("0.500", lines[1].Text);
        Assert.True(lines[0].Bounds.Right < lines[1].Bounds.Left);
    }

    [Theory]
    [InlineData("</svg><script>alert(1)</script>")]
    [InlineData("a & b < c > d \" e ' f ]]> &amp;")]
    [InlineData("\u0000\u0001\u001f tabs\t \uFFFE \ud800 \u202E")]
    [InlineData("图 Größe")]
    public void Hostile_text_stays_text(string hostile)
    {
        var root = XDocument.Parse(Explanation(hostile).ToSvg()).Root!;
        Assert.Equal(PlainText.Clean(hostile), root.Element(Svg + "title")!.Value);
        Assert.Contains(root.Elements(Svg + "text"), t => t.Value == PlainText.Clean(hostile).Trim());
        Assert.DoesNotContain(root.Descendants(), e => e.Name.LocalName == "script");
    }

    [Fact]
    public void The_same_plate_gives_the_same_bytes_and_does_not_change_with_the_callers_pictures()
    {
        var image = new Image(5, 4, 3);
        var scores = new List<ClassScore> { new("a", 0.5) };
        var plate = new PicturePlate("p", [new PictureCell(image, "c"), new ScoresCell(scores)]);
        var (png, svg) = (plate.ToPng(), plate.ToSvg());
        image.Pixels.Fill(9);
        scores.Clear();
        Assert.Equal((Convert.ToHexString(png), svg), (Convert.ToHexString(plate.ToPng()), plate.ToSvg()));
        Assert.True(ImageFile.Decode(png).Pixels.SequenceEqual(plate.ToImage().Pixels));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var cell = new PictureCell(new Image(1, 1, 1));
        Assert.Throws<ArgumentException>(() => new PicturePlate("", []));
        Assert.Contains("There are 257 cells", Assert.Throws<ArgumentException>(() => new PicturePlate("", Enumerable.Repeat<PlateCell>(cell, 257))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => new PicturePlate("", [null!]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PicturePlate("", [cell], columns: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PicturePlate("", [cell]) { CellWidth = 79 });
        Assert.Contains("A caption has 7 lines", Assert.Throws<ArgumentException>(() => new PicturePlate("", [cell with { Caption = new string('\n', 6) }])).Message, StringComparison.Ordinal);
        Assert.Contains("4097x1x1", Assert.Throws<ArgumentException>(() => new PicturePlate("", [new PictureCell(new Image(4097, 1, 1))])).Message, StringComparison.Ordinal);
        Assert.Contains("There are 0 classes", Assert.Throws<ArgumentException>(() => new PicturePlate("", [new ScoresCell([])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new PicturePlate("", [new ScoresCell([.. Enumerable.Repeat(new ClassScore("a", 1), 21)])]));
        Assert.Throws<ArgumentException>(() => new PicturePlate("", [new ScoresCell([new(null!, 1)])]));
    }

    private static Rectangle[] Bars(ClassScore[] scores) =>
        [.. PlateLayout.Of(new PicturePlate("", [new ScoresCell(scores)])).Primitives.OfType<Rectangle>().Where(r => r.Fill == Rgb.Of(PaletteColour.Blue) || r.Fill == Rgb.Of(PaletteColour.Vermilion))];
}
