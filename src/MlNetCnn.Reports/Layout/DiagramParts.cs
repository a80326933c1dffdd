using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>The parts of a diagram by the group they stand in.</summary>
internal sealed class DiagramParts(NetworkDiagram diagram)
{
    public const double FrameLabelSize = 12;

    private readonly ILookup<string, DiagramBox> _nodes = diagram.Nodes.ToLookup(n => n.Group ?? "", n => new DiagramBox(n), StringComparer.Ordinal);
    private readonly ILookup<string, DiagramGroup> _groups = diagram.Groups.ToLookup(g => g.Group ?? "", StringComparer.Ordinal);
    private readonly ILookup<string, DiagramEdge> _edges = Edges(diagram);
    private readonly HashSet<string> _reached = diagram.Edges.Select(e => e.To).ToHashSet(StringComparer.Ordinal);
    private readonly HashSet<string> _left = diagram.Edges.Select(e => e.From).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<DiagramBox> NodesOf(string? group) => [.. _nodes[group ?? ""]];

    public IReadOnlyList<DiagramGroup> GroupsOf(string? group) => [.. _groups[group ?? ""]];

    public IReadOnlyList<DiagramEdge> EdgesOf(string? group) => [.. _edges[group ?? ""]];

    /// <summary>Whether an arrow leads to it.</summary>
    public bool IsReached(string id) => _reached.Contains(id);

    /// <summary>Whether an arrow leads on from it.</summary>
    public bool IsLeft(string id) => _left.Contains(id);

    /// <summary>A size along the ranks and across them.</summary>
    public (double Along, double Across) Flows(double width, double height) => diagram.Direction == DiagramDirection.TopToBottom ? (width, height) : (height, width);

    /// <summary>Room in a frame before its content and after it, the way the diagram flows, and on either side; its label stands at the top.</summary>
    public (double Before, double After, double Side) Frame => diagram.Direction == DiagramDirection.TopToBottom ? (46, 30, 16) : (34, 30, 30);

    /// <summary>Least extent of a frame along the ranks: room for its label on one side of the line that comes in.</summary>
    public double LeastFrame(DiagramGroup group) =>
        diagram.Direction == DiagramDirection.TopToBottom ? 2 * Math.Min(220, StrokeFont.Measure(group.Label, FrameLabelSize) + 26) : 60;

    private static ILookup<string, DiagramEdge> Edges(NetworkDiagram diagram)
    {
        var group = diagram.Nodes.Select(n => (n.Id, n.Group)).Concat(diagram.Groups.Select(g => (g.Id, g.Group))).ToDictionary(p => p.Id, p => p.Group ?? "", StringComparer.Ordinal);
        return diagram.Edges.ToLookup(e => group[e.From], StringComparer.Ordinal);
    }
}
