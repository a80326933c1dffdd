namespace MlNetCnn.Reports.Drawing;

/// <summary>A line through points, with round ends and joins.</summary>
/// <param name="Points">At least two.</param>
/// <param name="Thickness">In pixels.</param>
internal sealed record Polyline(IReadOnlyList<Point> Points, double Thickness, Rgb Colour) : Primitive
{
    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
