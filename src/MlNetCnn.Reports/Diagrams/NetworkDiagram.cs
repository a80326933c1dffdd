using MlNetCnn.Imaging;
using MlNetCnn.Reports.Drawing;
using MlNetCnn.Reports.Layout;

namespace MlNetCnn.Reports;

/// <summary>
/// Boxes and arrows in layers, as Keras's <c>plot_model</c> draws a network, without Graphviz. Nodes stand in ranks behind one another, each behind all that leads to it; ranks are ordered
/// for few crossings (Sugiyama, Tagawa and Toda, "Methods for Visual Understanding of Hierarchical System Structures", 1981) and placed so that long arrows are straight (Brandes and Koepf,
/// "Fast and Simple Horizontal Coordinate Assignment", 2001). A box's colour tells what it does; a legend tells which. Immutable.
/// </summary>
/// <remarks>
/// The SVG is as large as it takes. The PNG is <see cref="PngScale"/> times as large, but never above 16,384 pixels in height or width, nor above 24 million pixels: larger diagrams are scaled down, and
/// those of hundreds of layers are better looked at as SVG.
/// </remarks>
public sealed class NetworkDiagram : IFigure
{
    /// <summary>Nodes and groups that a diagram shows at most.</summary>
    public const int MostNodes = 5_000;

    private const double MostPixels = 24e6, LongestSide = 16_384;

    /// <summary>Describes a diagram.</summary>
    /// <param name="title">Title above it; may be empty.</param>
    /// <param name="nodes">The boxes, 1 to 5,000 with the groups.</param>
    /// <param name="edges">The arrows; double ones are drawn once. One that closes a circle is drawn against the flow.</param>
    /// <param name="groups">The frames; null for none.</param>
    /// <exception cref="ArgumentException">There is no node or there are too many things, an id is there twice, an edge or a group names something that is not there, or an edge leads out of its group.</exception>
    public NetworkDiagram(string title, IEnumerable<DiagramNode> nodes, IEnumerable<DiagramEdge> edges, IEnumerable<DiagramGroup>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(nodes);
        ArgumentNullException.ThrowIfNull(edges);
        Title = title;
        Nodes = Array.AsReadOnly(nodes.ToArray());
        Edges = Array.AsReadOnly(edges.Distinct().ToArray());
        Groups = Array.AsReadOnly((groups ?? []).ToArray());
        Check();
    }

    /// <summary>Title above the diagram.</summary>
    public string Title { get; }

    /// <summary>What stands below the title, smaller. Default nothing.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The boxes.</summary>
    public IReadOnlyList<DiagramNode> Nodes { get; }

    /// <summary>The arrows, each once.</summary>
    public IReadOnlyList<DiagramEdge> Edges { get; }

    /// <summary>The frames.</summary>
    public IReadOnlyList<DiagramGroup> Groups { get; }

    /// <summary>Which way it flows. Default <see cref="DiagramDirection.TopToBottom"/>.</summary>
    public DiagramDirection Direction { get; init; }

    /// <summary>Pixels of the PNG per unit of the SVG, 0.25 to 4. Default 2, for screens of fine pixels and for print.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Out of these bounds.</exception>
    public double PngScale
    {
        get;
        init => field = value is >= 0.25 and <= 4 ? value : throw new ArgumentOutOfRangeException(nameof(PngScale), value, "A diagram is scaled by 0.25 to 4.");
    } = 2;

    /// <inheritdoc/>
    public string ToSvg() => SvgPainter.Paint(new DiagramPainter(this, new DiagramLayout(this), 1).Scene, Title);

    /// <summary>The diagram as a picture of 3 channels; how large it may be, see the class.</summary>
    public Image ToImage()
    {
        var layout = new DiagramLayout(this);
        double width = layout.Width, height = layout.Height;
        var scale = Math.Min(PngScale, Math.Min(LongestSide / Math.Max(width, height), Math.Sqrt(MostPixels / (width * height))));
        return CanvasPainter.Paint(new DiagramPainter(this, layout, scale).Scene);
    }

    /// <inheritdoc/>
    public byte[] ToPng() => ImageFile.EncodePng(ToImage());

    private void Check()
    {
        if (Nodes.Count == 0 || Nodes.Count + Groups.Count > MostNodes) throw new ArgumentException($"There are {Nodes.Count} nodes and {Groups.Count} groups; a diagram shows 1 to {MostNodes}.", "nodes");
        var places = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (id, group) in Nodes.Select(n => (n.Id, n.Group)).Concat(Groups.Select(g => (g.Id, g.Group))))
            if (!places.TryAdd(id, group)) throw new ArgumentException($"Two nodes or groups have the id '{id}'.", "nodes");
        if (Nodes.FirstOrDefault(n => n.Lines.Count > DiagramNode.MostLines) is { } full) throw new ArgumentException($"The node '{full.Id}' has {full.Lines.Count} lines; a box shows at most {DiagramNode.MostLines}.", "nodes");
        var groups = Groups.Select(g => g.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var (id, group) in places)
        {
            var above = group;
            for (var depth = 0; above is not null; depth++)
            {
                if (!groups.Contains(above)) throw new ArgumentException($"'{id}' stands in the group '{above}', which is not there.", nameof(groups));
                if (depth > 32) throw new ArgumentException($"'{id}' is nested more than 32 deep, or in itself.", nameof(groups));
                above = places[above];
            }
        }

        foreach (var (from, to) in Edges)
        {
            if (!places.TryGetValue(from, out var one) || !places.TryGetValue(to, out var other)) throw new ArgumentException($"An edge leads from '{from}' to '{to}', and one of them is not there.", "edges");
            if (one != other) throw new ArgumentException($"The edge from '{from}' to '{to}' leads out of a group; edges join what stands in the same group.", "edges");
        }
    }
}
