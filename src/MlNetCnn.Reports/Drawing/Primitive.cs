namespace MlNetCnn.Reports.Drawing;

/// <summary>One thing to draw; opaque unless it says otherwise.</summary>
internal abstract record Primitive
{
    public abstract void PaintOn(IPainter painter);
}
