using System.Globalization;
using System.Xml.Linq;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Tests;

public sealed class RenderingTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly LineChart Chart = new("Training loss", "Epoch", "Loss",
    [
        LineSeries.PerEpoch("dots", [0.9, 0.6, 0.45, 0.3], SeriesStyle.Points, PaletteColour.Blue),
        LineSeries.PerEpoch("line", [0.95, 0.7, 0.6, 0.5], SeriesStyle.Line, PaletteColour.Vermilion),
    ]);

    [Fact]
    public void An_svg_is_self_contained_and_tells_its_title()
    {
        var root = XDocument.Parse(Chart.ToSvg(640, 400)).Root!;
        Assert.Equal((Svg + "svg", "img", "0 0 640 400", "sans-serif"), (root.Name, (string?)root.Attribute("role"), (string?)root.Attribute("viewBox"), (string?)root.Attribute("font-family")));
        Assert.Equal("Training loss", (string?)root.Element(Svg + "title"));
        Assert.Equal(["circle", "polyline", "rect", "svg", "text", "title"], root.DescendantsAndSelf().Select(element => element.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(root.DescendantsAndSelf().Attributes(), attribute => attribute.Name.LocalName is "href" or "style" or "class");
    }

    [Fact]
    public void The_same_chart_gives_the_same_bytes_twice()
    {
        Assert.Equal(Chart.ToSvg(), Chart.ToSvg());
        Assert.Equal(Chart.ToPng(500, 300), Chart.ToPng(500, 300));
    }

    [Fact]
    public void Numbers_are_written_alike_under_any_culture()
    {
        var expected = Chart.ToSvg();
        var before = CultureInfo.CurrentCulture;
        try
        {
            var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Chart.ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_png_decodes_to_the_picture_and_shows_every_colour()
    {
        var image = ImageFile.Decode(Chart.ToPng(640, 400), "chart.png");
        Assert.Equal((400, 640, 3), (image.Height, image.Width, image.Channels));
        Assert.True(image.Pixels.SequenceEqual(Chart.ToImage(640, 400).Pixels));
        Assert.Equal(Rgb.White, At(image, 0, 0));
        var colours = new HashSet<Rgb>();
        for (var y = 0; y < image.Height; y++)
            for (var x = 0; x < image.Width; x++)
                colours.Add(At(image, x, y));
        Assert.Contains(Rgb.Of(PaletteColour.Vermilion), colours);
        Assert.True(colours.Count > 50, $"{colours.Count} colours: nothing is anti-aliased.");
    }

    [Fact]
    public void Both_renderers_put_the_dots_at_the_same_places()
    {
        var chart = new LineChart("", "", "", [LineSeries.PerEpoch("s", [3, 1, 2], SeriesStyle.Both, PaletteColour.Green)]);
        var image = chart.ToImage();
        foreach (var circle in XDocument.Parse(chart.ToSvg()).Descendants(Svg + "circle"))
        {
            double x = (double)circle.Attribute("cx")!, y = (double)circle.Attribute("cy")!;
            Assert.Equal(Rgb.Of(PaletteColour.Green), At(image, (int)x, (int)y));
        }
    }

    [Theory]
    [InlineData("</svg><script>alert(1)</script>")]
    [InlineData("a & b < c > d \" e ' f ]]> &amp;")]
    [InlineData("\u0000\u0001\u001f\u007f\r\n\t tabs and bells \uFFFE\uFFFF")]
    [InlineData("\ud800 lone \udc00 halves")]
    [InlineData("\u202Eturned\u2066 about")]
    [InlineData("Größe 图 \U0001F600")]
    public void Hostile_text_stays_text(string hostile)
    {
        var chart = new LineChart(hostile, hostile, hostile, [LineSeries.PerEpoch(hostile, [1, 2, 3])]);
        var root = XDocument.Parse(chart.ToSvg()).Root!;
        Assert.Equal(PlainText.Clean(hostile), root.Element(Svg + "title")!.Value);
        Assert.Equal(4, root.Elements(Svg + "text").Count(text => text.Value == PlainText.Clean(hostile)));
        Assert.DoesNotContain(root.Descendants(), element => element.Name.LocalName == "script");
        Assert.DoesNotContain('\u202E', chart.ToSvg());
        Assert.Equal(500, chart.ToImage().Height);
    }

    private static Rgb At(Image image, int x, int y)
    {
        var pixel = image.Row(y).Slice(3 * x, 3);
        return new Rgb(pixel[0], pixel[1], pixel[2]);
    }
}
