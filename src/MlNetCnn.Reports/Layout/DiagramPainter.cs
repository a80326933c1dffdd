using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Draws a diagram that has been laid out, at any scale.</summary>
internal sealed class DiagramPainter
{
    private const double ArrowLength = DiagramPath.ArrowLength, ArrowHalf = 3.6, LineWidth = 1.4;

    private readonly List<Primitive> _primitives = [];
    private readonly double _scale;

    public DiagramPainter(NetworkDiagram diagram, DiagramLayout layout, double scale)
    {
        _scale = scale;
        int width = (int)Math.Ceiling(layout.Width * scale), height = (int)Math.Ceiling(layout.Height * scale);
        _primitives.Add(new Rectangle(new Box(0, 0, width, height), Rgb.White));
        Text(layout.Title, DiagramLayout.Margin, layout.TitleBaseline, DiagramLayout.TitleSize, DiagramColours.Ink, bold: true);
        Text(layout.Subtitle, DiagramLayout.Margin, layout.SubtitleBaseline, DiagramLayout.SubtitleSize, DiagramColours.Soft);
        foreach (var (kind, at) in layout.Legend)
        {
            Rounded(new Box(at.X, at.Y, at.X + DiagramLayout.Swatch, at.Y + DiagramLayout.Swatch), 2.5, DiagramColours.Of(kind));
            Text(DiagramColours.Name(kind), at.X + DiagramLayout.Swatch + 6, at.Y + 9.5, DiagramLayout.LegendSize, DiagramColours.Soft);
        }

        var labels = diagram.Groups.ToDictionary(g => g.Id, g => g.Label, StringComparer.Ordinal);
        foreach (var (id, box) in layout.Frames) Frame(labels[id], box, diagram.Direction);
        foreach (var path in layout.Paths) Path(path, diagram.Direction);
        foreach (var node in diagram.Nodes) Node(new DiagramBox(node), layout.Boxes[node.Id]);
        Scene = new Scene(width, height, _primitives);
    }

    public Scene Scene { get; }

    private void Frame(string label, Box box, DiagramDirection direction)
    {
        Rounded(box, 10, DiagramColours.Frame);
        Rounded(Inset(box, 1), 9, DiagramColours.FrameFill);
        // What comes in from above does so in the middle.
        var room = (direction == DiagramDirection.TopToBottom ? box.Width / 2 : box.Width) - 22;
        Text(PlainText.Fit(PlainText.Clean(label), DiagramParts.FrameLabelSize, room), box.Left + 12, box.Top + 19, DiagramParts.FrameLabelSize, DiagramColours.Of(DiagramKind.Model), bold: true);
    }

    private void Node(DiagramBox node, Box box)
    {
        var colour = DiagramColours.Of(node.Node.Kind);
        Rounded(box, 6, DiagramColours.Tint(colour, 0.55));
        // The bar of full colour shows left of a body that is square there.
        Rounded(Inset(box, 1) with { Right = box.Left + 14 }, 5, colour);
        var body = new Box(box.Left + DiagramBox.Bar, box.Top + 1, box.Right - 1, box.Bottom - 1);
        Rounded(body with { Left = body.Left + 4 }, 5, DiagramColours.Tint(colour, 0.09), string.Join('\n', node.Node.Lines.Prepend(node.Node.Label).Select(PlainText.Clean)));
        _primitives.Add(new Rectangle(Scaled(body with { Right = body.Left + 10 }), DiagramColours.Tint(colour, 0.09)));
        var baseline = box.Top + DiagramBox.Top + 12;
        Text(node.Label, box.Left + DiagramBox.Left, baseline, DiagramBox.LabelSize, DiagramColours.Ink, bold: true);
        if (node.Badge.Length > 0)
            Text(node.Badge, box.Right - DiagramBox.Right + 2, baseline - 0.5, DiagramBox.BadgeSize, node.Node.Trainable == true ? DiagramColours.Trainable : DiagramColours.Frozen, align: TextAlign.End);
        for (var i = 0; i < node.Lines.Count; i++)
            Text(node.Lines[i], box.Left + DiagramBox.Left, baseline + DiagramBox.LineHeight * (i + 1), DiagramBox.LineSize, DiagramColours.Soft);
    }

    private void Path(DiagramPath path, DiagramDirection direction)
    {
        var points = path.Points.ToList();
        var (dx, dy) = direction == DiagramDirection.TopToBottom ? (0, 1) : (1, 0);
        if (path.AtEnd) Arrow(points, points.Count - 1, dx, dy);
        if (path.AtStart) Arrow(points, 0, -dx, -dy);
        _primitives.Add(new Polyline([.. points.Select(Scaled)], LineWidth * _scale, DiagramColours.Line));
    }

    /// <summary>Draws the arrow's head, which points along or against the flow, and shortens the line to its base.</summary>
    private void Arrow(List<Point> points, int tip, int dx, int dy)
    {
        var at = points[tip];
        var foot = new Point(at.X - dx * ArrowLength, at.Y - dy * ArrowLength);
        _primitives.Add(new Triangle(Scaled(at), Scaled(new Point(foot.X - dy * ArrowHalf, foot.Y + dx * ArrowHalf)), Scaled(new Point(foot.X + dy * ArrowHalf, foot.Y - dx * ArrowHalf)), DiagramColours.Line));
        points[tip] = new Point(at.X - dx * (ArrowLength - 1), at.Y - dy * (ArrowLength - 1));
    }

    private void Text(string text, double x, double baseline, double size, Rgb colour, bool bold = false, TextAlign align = TextAlign.Start) =>
        _primitives.Add(new TextLine(text, Scaled(new Point(x, baseline)), align, size * _scale, colour, bold));

    private void Rounded(Box box, double radius, Rgb colour, string? title = null) => _primitives.Add(new Rectangle(Scaled(box), colour) { Radius = radius * _scale, Title = title });

    private static Box Inset(Box box, double by) => new(box.Left + by, box.Top + by, box.Right - by, box.Bottom - by);

    private Point Scaled(Point point) => new(point.X * _scale, point.Y * _scale);

    private Box Scaled(Box box) => new(box.Left * _scale, box.Top * _scale, box.Right * _scale, box.Bottom * _scale);
}
