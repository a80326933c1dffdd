using MlNetCnn.Imaging;

namespace MlNetCnn.Reports.Drawing;

/// <summary>A picture whose pixels are squares of so many pixels of the canvas.</summary>
/// <param name="Pixels">3 channels.</param>
/// <param name="Left">Left edge, a whole pixel.</param>
/// <param name="Top">Upper edge, a whole pixel.</param>
/// <param name="Zoom">Side of a square.</param>
internal sealed record Picture(Image Pixels, int Left, int Top, int Zoom) : Primitive
{
    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
