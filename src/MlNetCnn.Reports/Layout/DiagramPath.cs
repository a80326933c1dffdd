using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Layout;

/// <summary>A line of a diagram from one box to another.</summary>
/// <param name="Points">Where it runs.</param>
/// <param name="AtEnd">Whether its last point is the tip of an arrow.</param>
/// <param name="AtStart">Whether its first point is.</param>
internal sealed record DiagramPath(IReadOnlyList<Point> Points, bool AtEnd, bool AtStart = false)
{
    /// <summary>Length of an arrow's head.</summary>
    public const double ArrowLength = 7;
}
