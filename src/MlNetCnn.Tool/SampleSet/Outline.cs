namespace MlNetCnn.Tool.SampleSet;

/// <summary>A closed polygon, in pixels.</summary>
internal sealed class Outline
{
    private readonly (double X, double Y)[] corners;

    public Outline(IEnumerable<(double X, double Y)> corners)
    {
        this.corners = [.. corners];
        Bounds = (this.corners.Min(c => c.X), this.corners.Min(c => c.Y), this.corners.Max(c => c.X), this.corners.Max(c => c.Y));
    }

    public (double Left, double Top, double Right, double Bottom) Bounds { get; }

    /// <summary>Distance to the edge, negative inside.</summary>
    public double SignedDistance(double x, double y)
    {
        var nearest = double.PositiveInfinity;
        var inside = false;
        var a = corners[^1];
        foreach (var b in corners)
        {
            double dx = b.X - a.X, dy = b.Y - a.Y, px = x - a.X, py = y - a.Y;
            var along = Math.Clamp((px * dx + py * dy) / (dx * dx + dy * dy), 0, 1);
            double ex = px - along * dx, ey = py - along * dy;
            nearest = Math.Min(nearest, ex * ex + ey * ey);
            if (a.Y > y != b.Y > y && px < dx * py / dy) inside = !inside;
            a = b;
        }

        return inside ? -Math.Sqrt(nearest) : Math.Sqrt(nearest);
    }

    /// <summary>The same polygon elsewhere, flattened: each corner moves by dx, and its height over centreY is squashed and moved by dy.</summary>
    public Outline Shadow(double centreY, double dx, double dy, double squash) =>
        new(corners.Select(c => (c.X + dx, centreY + (c.Y - centreY) * squash + dy)));
}
