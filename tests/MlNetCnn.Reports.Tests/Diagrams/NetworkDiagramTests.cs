using System.Xml.Linq;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports.Tests;

public sealed class NetworkDiagramTests
{
    [Theory]
    [InlineData(DiagramDirection.TopToBottom)]
    [InlineData(DiagramDirection.LeftToRight)]
    public void Boxes_stand_apart_within_their_frames_and_arrows_end_at_boxes(DiagramDirection direction)
    {
        var layout = new DiagramLayout(Nested(direction));
        var page = new Box(0, 0, layout.Width, layout.Height);
        var boxes = layout.Boxes.Values.ToList();
        Assert.All(boxes, b => Assert.True(page.Contains(b)));
        for (var i = 0; i < boxes.Count; i++)
            for (var j = 0; j < i; j++) Assert.False(boxes[i].Overlaps(boxes[j]));
        var frames = layout.Frames.ToDictionary(f => f.Id, f => f.Box);
        Assert.True(frames["outer"].Contains(frames["inner"]));
        Assert.True(frames["inner"].Contains(layout.Boxes["b"]));
        Assert.False(frames["outer"].Overlaps(layout.Boxes["a"]));
        var ends = layout.Paths.Where(p => p.AtEnd).Select(p => p.Points[^1]).ToList();
        foreach (var id in new[] { "b", "c", "d" })
        {
            var box = layout.Boxes[id];
            Assert.Contains(ends, p => direction == DiagramDirection.TopToBottom ? At(p.Y, box.Top) && At(p.X, (box.Left + box.Right) / 2) : At(p.X, box.Left) && At(p.Y, (box.Top + box.Bottom) / 2));
        }

        // No arrow's head at a frame: its line goes on inside.
        Assert.Equal(3, ends.Count);
        static bool At(double a, double b) => Math.Abs(a - b) < 0.5;
    }

    [Fact]
    public void The_same_diagram_gives_the_same_bytes()
    {
        Assert.Equal(Nested().ToSvg(), Nested().ToSvg());
        Assert.Equal(Nested().ToPng(), Nested().ToPng());
    }

    [Fact]
    public void The_svg_is_one_document_that_tells_every_label_and_refers_to_nothing()
    {
        var diagram = new NetworkDiagram("a <title>", [new("x", "one & \"two\"") { Lines = ["line\u0007 with a bell"] }, new("y", "y")], [new("x", "y")]) { Subtitle = "below" };
        var svg = XDocument.Parse(diagram.ToSvg());
        var texts = svg.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value).ToList();
        Assert.Equal(["a <title>", "below", "one & \"two\"", "line with a bell", "y"], texts.Select(t => t.Replace("  ", " ", StringComparison.Ordinal)));
        Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName is "script" or "style" or "image");
    }

    [Fact]
    public void A_png_is_as_large_as_asked_for_but_never_too_large()
    {
        var layout = new DiagramLayout(Nested());
        var image = (Nested(scale: 1)).ToImage();
        Assert.Equal(((int)Math.Ceiling(layout.Height), (int)Math.Ceiling(layout.Width)), (image.Height, image.Width));
        var nodes = Enumerable.Range(0, 700).Select(i => new DiagramNode($"n{i}", $"layer {i}") { Lines = ["Conv2D"] }).ToList();
        var tall = new NetworkDiagram("tall", nodes, nodes.Skip(1).Select((n, i) => new DiagramEdge($"n{i}", n.Id))).ToImage();
        Assert.InRange(tall.Height, 16_300, 16_385);
        // The last box is there, at the bottom, in the colours of its body.
        var row = tall.Row(tall.Height - 12);
        Assert.Contains(Enumerable.Range(0, tall.Width), x => tall.Row(tall.Height - 12)[3 * x] != 255);
        Assert.Equal(3 * tall.Width, row.Length);
    }

    [Fact]
    public void Circles_and_double_arrows_are_drawn()
    {
        var diagram = new NetworkDiagram("", [new("a", "a"), new("b", "b")], [new("a", "b"), new("a", "b"), new("b", "a"), new("a", "a")]);
        Assert.Equal(3, diagram.Edges.Count);
        Assert.NotEmpty(diagram.ToPng());
    }

    [Fact]
    public void What_cannot_be_drawn_is_refused()
    {
        Assert.Contains("0 nodes", Refused([], []), StringComparison.Ordinal);
        Assert.Contains("the id 'a'", Refused([new("a", "1"), new("a", "2")], []), StringComparison.Ordinal);
        Assert.Contains("from 'a' to 'z'", Refused([new("a", "1")], [new("a", "z")]), StringComparison.Ordinal);
        Assert.Contains("leads out of a group", Refused([new("a", "1"), new("b", "2") { Group = "g" }], [new("a", "b")], new DiagramGroup("g", "g")), StringComparison.Ordinal);
        Assert.Contains("'g', which is not there", Refused([new("a", "1") { Group = "g" }], []), StringComparison.Ordinal);
        Assert.Contains("or in itself", Refused([new("a", "1")], [], new DiagramGroup("g", "g", "h"), new DiagramGroup("h", "h", "g")), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Nested(scale: 5));

        static string Refused(DiagramNode[] nodes, DiagramEdge[] edges, params DiagramGroup[] groups) => Assert.Throws<ArgumentException>(() => new NetworkDiagram("t", nodes, edges, groups)).Message;
    }

    [Fact]
    public void A_triangle_is_filled_whichever_way_it_turns()
    {
        foreach (var turned in new[] { false, true })
        {
            var (b, c) = turned ? (new Point(18, 2), new Point(2, 2)) : (new Point(2, 2), new Point(18, 2));
            var image = CanvasPainter.Paint(new Scene(20, 20, [new Triangle(new Point(10, 18), b, c, new Rgb(0, 0, 0))]));
            Assert.Equal((0, 255, 255, 255), (image.Row(8)[30], image.Row(8)[3], image.Row(16)[12], image.Row(16)[48]));
        }
    }

    [Fact]
    public void Round_corners_leave_the_corner_white_and_the_edges_crisp()
    {
        var image = CanvasPainter.Paint(new Scene(20, 20, [new Rectangle(new Box(2, 2, 18, 18), new Rgb(0, 0, 0)) { Radius = 6 }]));
        Assert.Equal((255, 0, 255, 0), (image.Row(2)[6], image.Row(2)[30], image.Row(1)[30], image.Row(10)[30]));
    }

    private static NetworkDiagram Nested(DiagramDirection direction = DiagramDirection.TopToBottom, double scale = 2) => new(
        "nested",
        [
            new("a", "a") { Kind = DiagramKind.Input }, new("b", "the deepest box") { Group = "inner", Kind = DiagramKind.Convolution, Lines = ["Conv2D", "(None, 4)"], Trainable = false },
            new("c", "c") { Group = "outer", Kind = DiagramKind.Dense, Trainable = true }, new("d", "d"),
        ],
        [new("a", "outer"), new("inner", "c"), new("outer", "d")],
        [new("outer", "outer"), new("inner", "a long label of a frame that is inside", "outer")]) { Direction = direction, PngScale = scale };
}
