using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>What stands in a group, or in the whole diagram, laid out. Coordinates run along the ranks and across them, from the top left corner.</summary>
internal sealed class DiagramContent
{
    private const double NodeGap = 26, EdgeGap = 16, RankGap = 32, WideGap = 72;
    private const double Hair = 0.01;
    private const int CurvePoints = 14;

    private readonly Dictionary<string, Box> _boxes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Box> _frames = new(StringComparer.Ordinal);
    private readonly List<DiagramPath> _paths = [];

    private DiagramContent() { }

    /// <summary>Extent along the ranks.</summary>
    public double Along { get; private set; }

    /// <summary>Extent across the ranks, which is the way the diagram flows.</summary>
    public double Across { get; private set; }

    /// <summary>Of each node.</summary>
    public IReadOnlyDictionary<string, Box> Boxes => _boxes;

    /// <summary>Of each group, outer ones first.</summary>
    public IReadOnlyDictionary<string, Box> Frames => _frames;

    public IReadOnlyList<DiagramPath> Paths => _paths;

    /// <summary>Lays out what stands directly in a group (null: in none), with all groups within.</summary>
    public static DiagramContent Of(DiagramParts parts, string? group)
    {
        var nodes = parts.NodesOf(group);
        var frames = parts.GroupsOf(group).Select(g => (Id: g.Id, Content: Framed(parts, g))).ToList();
        List<string> ids = [.. nodes.Select(n => n.Node.Id), .. frames.Select(f => f.Id)];
        List<(double, double)> sizes = [.. nodes.Select(n => parts.Flows(n.Width, n.Height)), .. frames.Select(f => (f.Content.Along, f.Content.Across))];
        var content = new DiagramContent();
        if (ids.Count == 0) return content;
        var index = ids.Index().ToDictionary(p => p.Item, p => p.Index, StringComparer.Ordinal);
        var graph = new LayeredGraph(sizes, parts.EdgesOf(group).Select(e => (index[e.From], index[e.To])));
        Ordering.Apply(graph);
        var middles = Alignment.Places(graph, NodeGap, EdgeGap);
        var left = Enumerable.Range(0, middles.Length).Min(v => middles[v] - graph.Widths[v] / 2);
        for (var v = 0; v < middles.Length; v++) middles[v] -= left;
        var (starts, ends) = RankEdges(graph, middles);
        content.Along = Enumerable.Range(0, middles.Length).Max(v => middles[v] + graph.Widths[v] / 2);
        content.Across = ends[^1];
        for (var v = 0; v < ids.Count; v++)
        {
            var middle = (starts[graph.RankOf[v]] + ends[graph.RankOf[v]]) / 2;
            var box = new Box(middles[v] - graph.Widths[v] / 2, middle - graph.Heights[v] / 2, middles[v] + graph.Widths[v] / 2, middle + graph.Heights[v] / 2);
            if (v < nodes.Count) content._boxes.Add(ids[v], box);
            else content.Insert(frames[v - nodes.Count].Content, box.Left, box.Top);
        }

        // Lines go on inside of a frame, so that their arrows are there.
        foreach (var (path, turned) in graph.Paths) content._paths.Add(new DiagramPath(Route(graph, path, middles, starts, ends), AtEnd: !turned && path[^1] < nodes.Count, AtStart: turned && path[0] < nodes.Count));
        return content;
    }

    /// <summary>A group's content in its frame: what comes in and goes out does so in the middle of the frame's edge.</summary>
    private static DiagramContent Framed(DiagramParts parts, DiagramGroup group)
    {
        var inner = Of(parts, group.Id);
        var edges = parts.EdgesOf(group.Id);
        List<string> ids = [.. parts.NodesOf(group.Id).Select(n => n.Node.Id), .. parts.GroupsOf(group.Id).Select(g => g.Id)];
        Box BoxOf(string id) => inner._boxes.TryGetValue(id, out var box) ? box : inner._frames[id];
        double MiddleOf(string id) => (BoxOf(id).Left + BoxOf(id).Right) / 2;
        var first = ids.Where(id => edges.All(e => e.To != id)).ToList();
        var last = ids.Where(id => edges.All(e => e.From != id)).ToList();
        var middle = first.Count > 0 ? first.Average(MiddleOf) : inner.Along / 2;
        var (before, after, side) = parts.Frame;
        var half = Math.Max(Math.Max(middle, inner.Along - middle) + side, parts.LeastFrame(group) / 2);
        var framed = new DiagramContent { Along = 2 * half, Across = inner.Across + before + after };
        framed._frames.Add(group.Id, new Box(0, 0, framed.Along, framed.Across));
        framed.Insert(inner, half - middle, before);
        if (parts.IsReached(group.Id))
            foreach (var id in first) framed._paths.Add(new DiagramPath(Arriving(new Point(half, 0), new Point(half - middle + MiddleOf(id), before + BoxOf(id).Top)), AtEnd: !inner._frames.ContainsKey(id)));
        if (parts.IsLeft(group.Id))
            foreach (var id in last) framed._paths.Add(new DiagramPath(Curve(new Point(half - middle + MiddleOf(id), before + BoxOf(id).Bottom), new Point(half, framed.Across)), AtEnd: false));
        return framed;
    }

    private void Insert(DiagramContent content, double along, double across)
    {
        foreach (var (name, box) in content._frames) _frames.Add(name, Moved(box));
        foreach (var (name, box) in content._boxes) _boxes.Add(name, Moved(box));
        foreach (var path in content._paths) _paths.Add(path with { Points = [.. path.Points.Select(p => new Point(p.X + along, p.Y + across))] });

        Box Moved(Box box) => new(box.Left + along, box.Top + across, box.Right + along, box.Bottom + across);
    }

    /// <summary>Where each rank begins and ends. Ranks between which lines go far aside stand farther apart.</summary>
    private static (double[] Starts, double[] Ends) RankEdges(LayeredGraph graph, double[] middles)
    {
        double[] starts = new double[graph.Ranks.Count], ends = new double[graph.Ranks.Count];
        double at = 0;
        for (var r = 0; r < graph.Ranks.Count; r++)
        {
            starts[r] = at;
            ends[r] = at + graph.Ranks[r].Max(v => graph.Heights[v]);
            var aside = graph.Ranks[r].SelectMany(v => graph.Below[v].Select(u => Math.Abs(middles[u] - middles[v]))).DefaultIfEmpty(0).Max();
            at = ends[r] + Math.Min(WideGap, RankGap + aside * 0.06);
        }

        return (starts, ends);
    }

    private static List<Point> Route(LayeredGraph graph, List<int> path, double[] middles, double[] starts, double[] ends)
    {
        var points = new List<Point>();
        for (var i = 0; i < path.Count; i++)
        {
            var (v, rank) = (path[i], graph.RankOf[path[i]]);
            var half = graph.IsDummy(v) ? (ends[rank] - starts[rank]) / 2 : graph.Heights[v] / 2;
            var middle = (starts[rank] + ends[rank]) / 2;
            // From a box straight to the edge of its rank, then to the next.
            if (i > 0)
            {
                var edge = new Point(middles[v], starts[rank]);
                points.AddRange((i == path.Count - 1 ? Arriving(points[^1], edge) : Curve(points[^1], edge)).Skip(1));
                if (middle - half > starts[rank] + Hair) points.Add(new Point(middles[v], middle - half));
            }

            if (i == path.Count - 1) break;
            if (i == 0 || half > 0) points.Add(new Point(middles[v], middle + half));
            if (ends[rank] > middle + half + Hair) points.Add(new Point(middles[v], ends[rank]));
        }

        return points;
    }

    /// <summary>A curve that is straight where an arrow's head stands.</summary>
    private static List<Point> Arriving(Point from, Point to) => [.. Curve(from, to with { Y = to.Y - DiagramPath.ArrowLength - 1 }), to];

    /// <summary>A curve that leaves and arrives across the ranks.</summary>
    private static List<Point> Curve(Point from, Point to)
    {
        if (Math.Abs(from.X - to.X) < 0.5) return [from, to];
        var points = new List<Point>();
        for (var i = 0; i <= CurvePoints; i++)
        {
            double t = (double)i / CurvePoints, s = 1 - t, middle = (from.Y + to.Y) / 2;
            double early = s * s * s + 3 * s * s * t, late = 1 - early;
            points.Add(new Point(from.X * early + to.X * late, s * s * s * from.Y + 3 * (s * s * t + s * t * t) * middle + t * t * t * to.Y));
        }

        return points;
    }
}
