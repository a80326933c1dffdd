namespace MlNetCnn.Reports.Drawing;

/// <summary>A filled upright rectangle.</summary>
/// <param name="Opacity">0 (invisible) to 1.</param>
internal sealed record Rectangle(Box Box, Rgb Fill, double Opacity = 1) : Primitive
{
    /// <summary>Radius of the corners in pixels, at most half of the shorter side; 0 for square ones.</summary>
    public double Radius { get; init; }

    /// <summary>What a browser tells when it is pointed at; null for nothing.</summary>
    public string? Title { get; init; }

    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
