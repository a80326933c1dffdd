using System.Xml.Linq;
using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

public sealed class ConfusionMatrixChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Two_classes_show_counts_and_shares_of_the_rows()
    {
        var root = XDocument.Parse(new ConfusionMatrixChart("Test data", new ConfusionMatrix(["cats", "dogs"], new long[,] { { 30, 10 }, { 0, 5 } })).ToSvg()).Root!;
        Assert.Equal(
            ["Test data", "30", "75.0%", "10", "25.0%", "0", "5", "100.0%", "cats", "cats", "dogs", "dogs", "Predicted class", "True class"],
            root.Elements(Svg + "text").Select(t => t.Value));
        Assert.Equal(
            [("#0072b2", "0.75", "cats taken for cats: 30 of 40, 75.0%"), ("#d55e00", "0.34", "cats taken for dogs: 10 of 40, 25.0%"), ("#0072b2", null, "dogs taken for dogs: 5 of 5, 100.0%")],
            root.Elements(Svg + "rect").Skip(1).Select(r => ((string)r.Attribute("fill")!, (string?)r.Attribute("fill-opacity"), r.Element(Svg + "title")!.Value)));
    }

    [Theory]
    [InlineData(1, "only")]
    [InlineData(2, "class")]
    [InlineData(3, "a class whose name is far too long to stand in any chart without being cut somewhere")]
    [InlineData(10, "class")]
    [InlineData(12, "Größe 图 <b>&")]
    [InlineData(30, "class")]
    [InlineData(100, "class number")]
    public void All_stands_on_the_canvas_and_names_apart_from_each_other(int classes, string name)
    {
        var counts = new long[classes, classes];
        for (var i = 0; i < classes; i++)
            for (var j = 0; j < classes; j++) counts[i, j] = i == j ? 123456 : (i * 7 + j * 3) % 5;
        var scene = MatrixLayout.Of(new ConfusionMatrixChart("A title", new ConfusionMatrix(Enumerable.Range(0, classes).Select(i => $"{name} {i}"), counts)));
        var canvas = new Box(0, 0, scene.Width, scene.Height);
        TextLine[] texts = [.. scene.Primitives.OfType<TextLine>()];
        Assert.All(texts, text => Assert.True(canvas.Contains(text.Bounds), $"{text} is not on the canvas of {scene.Width} x {scene.Height}."));
        Assert.All(scene.Primitives.OfType<Rectangle>(), r => Assert.True(canvas.Contains(r.Box)));
        for (var i = 0; i < texts.Length; i++)
            for (var j = i + 1; j < texts.Length; j++)
                Assert.False(Inner(texts[i]).Overlaps(Inner(texts[j])), $"{texts[i]} overlaps {texts[j]}.");
        // 100 names are still letters.
        Assert.All(texts, text => Assert.True(text.Size >= 6));
        Assert.True(texts.Count(t => t.Text.StartsWith(name[..3], StringComparison.Ordinal)) == 2 * classes);

        // What letters reach above and below at most, few do.
        static Box Inner(TextLine text) => text.Upward
            ? text.Bounds with { Left = text.Bounds.Left + 0.2 * text.Size, Right = text.Bounds.Right - 0.2 * text.Size }
            : text.Bounds with { Top = text.Bounds.Top + 0.2 * text.Size, Bottom = text.Bounds.Bottom - 0.2 * text.Size };
    }

    [Fact]
    public void Pixels_show_the_same_matrix()
    {
        var chart = new ConfusionMatrixChart("", new ConfusionMatrix(["a", "b"], new long[,] { { 1, 0 }, { 1, 1 } }));
        var image = ImageFile.Decode(chart.ToPng(), "matrix.png");
        Assert.True(image.Pixels.SequenceEqual(chart.ToImage().Pixels));
        var rectangles = MatrixLayout.Of(chart).Primitives.OfType<Rectangle>().Skip(1).ToArray();
        Assert.Equal((3, 0.5, 0.56), (rectangles.Length, rectangles[2].Opacity, rectangles[1].Opacity));
        Assert.Equal(new Rgb(0x00, 0x72, 0xB2), At(image, rectangles[0].Box));
        Assert.Equal(new Rgb(128, 184, 216), At(image, rectangles[2].Box));

        static Rgb At(Image image, Box box) => image.Row((int)box.Top + 4).Slice(3 * ((int)box.Left + 4), 3) is var p ? new Rgb(p[0], p[1], p[2]) : default;
    }

    [Fact]
    public void Too_many_classes_are_refused() =>
        Assert.Contains("401", Assert.Throws<ArgumentException>(() => new ConfusionMatrixChart("", new ConfusionMatrix(Enumerable.Range(0, 401).Select(i => $"{i}"), new long[401, 401]))).Message, StringComparison.Ordinal);
}
