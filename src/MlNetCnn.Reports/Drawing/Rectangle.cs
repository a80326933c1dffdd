namespace MlNetCnn.Reports.Drawing;

/// <summary>A filled upright rectangle.</summary>
internal sealed record Rectangle(Box Box, Rgb Fill) : Primitive
{
    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
