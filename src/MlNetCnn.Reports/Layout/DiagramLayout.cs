using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>Where everything of a diagram stands, in units of the SVG.</summary>
internal sealed class DiagramLayout
{
    public const double Margin = 20, TitleSize = 17, SubtitleSize = 12, LegendSize = 11.5, LegendRow = 20, Swatch = 11;
    private const double LeastWidth = 300, LegendGap = 16, AfterHead = 22;

    public DiagramLayout(NetworkDiagram diagram)
    {
        var content = DiagramContent.Of(new DiagramParts(diagram), null);
        var down = diagram.Direction == DiagramDirection.TopToBottom;
        double width = down ? content.Along : content.Across, height = down ? content.Across : content.Along;
        Title = PlainText.Clean(diagram.Title);
        Subtitle = PlainText.Clean(diagram.Subtitle);
        var room = Math.Max(width, LeastWidth);
        Title = PlainText.Fit(Title, TitleSize, room);
        Subtitle = PlainText.Fit(Subtitle, SubtitleSize, room);
        double y = Margin;
        if (Title.Length > 0) y = (TitleBaseline = y + 15) + 6;
        if (Subtitle.Length > 0) y = (SubtitleBaseline = y + 13) + 5;
        Legend = Legends(diagram, room, ref y);
        if (y > Margin) y += AfterHead - LegendGap / 2;
        double left = Margin + (room - width) / 2, top = y;
        Width = room + 2 * Margin;
        Height = top + height + Margin;
        Boxes = content.Boxes.ToDictionary(p => p.Key, p => Moved(p.Value), StringComparer.Ordinal);
        Frames = [.. content.Frames.Select(p => (p.Key, Moved(p.Value)))];
        Paths = [.. content.Paths.Select(p => p with { Points = [.. p.Points.Select(At)] })];

        Point At(Point p) => down ? new Point(left + p.X, top + p.Y) : new Point(left + p.Y, top + p.X);
        Box Moved(Box b) => down ? new Box(left + b.Left, top + b.Top, left + b.Right, top + b.Bottom) : new Box(left + b.Top, top + b.Left, left + b.Bottom, top + b.Right);
    }

    public double Width { get; }

    public double Height { get; }

    public string Title { get; }

    public double TitleBaseline { get; }

    public string Subtitle { get; }

    public double SubtitleBaseline { get; }

    /// <summary>Kinds that occur, with where their swatches begin.</summary>
    public IReadOnlyList<(DiagramKind Kind, Point At)> Legend { get; }

    public IReadOnlyDictionary<string, Box> Boxes { get; }

    /// <summary>Outer ones first.</summary>
    public IReadOnlyList<(string Id, Box Box)> Frames { get; }

    public IReadOnlyList<DiagramPath> Paths { get; }

    private static List<(DiagramKind Kind, Point At)> Legends(NetworkDiagram diagram, double room, ref double y)
    {
        var kinds = diagram.Nodes.Select(n => n.Kind).Where(k => k != DiagramKind.Other).Distinct().Order().ToList();
        var legend = new List<(DiagramKind, Point)>();
        if (kinds.Count < 2) return legend;
        double x = 0;
        y += 6;
        foreach (var kind in kinds)
        {
            var width = Swatch + 6 + StrokeFont.Measure(DiagramColours.Name(kind), LegendSize);
            if (x > 0 && x + width > room)
            {
                x = 0;
                y += LegendRow;
            }

            legend.Add((kind, new Point(Margin + x, y + 3)));
            x += width + LegendGap;
        }

        y += LegendRow;
        return legend;
    }
}
