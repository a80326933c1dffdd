namespace MlNetCnn.Reports.Drawing;

/// <summary>A filled circle.</summary>
/// <param name="Radius">In pixels.</param>
/// <param name="Opacity">0 (invisible) to 1.</param>
internal sealed record Disc(Point Centre, double Radius, Rgb Colour, double Opacity = 1) : Primitive
{
    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
