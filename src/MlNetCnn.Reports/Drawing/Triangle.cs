namespace MlNetCnn.Reports.Drawing;

/// <summary>A filled triangle.</summary>
internal sealed record Triangle(Point A, Point B, Point C, Rgb Fill) : Primitive
{
    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
