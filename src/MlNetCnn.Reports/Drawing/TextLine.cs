namespace MlNetCnn.Reports.Drawing;

/// <summary>One line of text in the sans-serif face.</summary>
/// <param name="Text">Without control characters; see <see cref="PlainText"/>.</param>
/// <param name="Anchor">A point of the baseline: the text's start, middle or end.</param>
/// <param name="Size">Font size (em) in pixels.</param>
/// <param name="Upward">Turned by 90 degrees, reading from bottom to top.</param>
internal sealed record TextLine(string Text, Point Anchor, TextAlign Align, double Size, Rgb Colour, bool Bold = false, bool Upward = false) : Primitive
{
    /// <summary>Length along the baseline in pixels.</summary>
    public double Length => StrokeFont.Measure(Text, Size);

    /// <summary>From the baseline's start to the anchor, in pixels.</summary>
    public double AnchorOffset => Align switch
    {
        TextAlign.Start => 0,
        TextAlign.Middle => Length / 2,
        _ => Length,
    };

    /// <summary>What the text covers at most, from ascender to descender.</summary>
    public Box Bounds
    {
        get
        {
            double start = -AnchorOffset, end = start + Length;
            double above = StrokeFont.Ascent * Size, below = StrokeFont.Descent * Size;
            return Upward
                ? new Box(Anchor.X - above, Anchor.Y - end, Anchor.X + below, Anchor.Y - start)
                : new Box(Anchor.X + start, Anchor.Y - above, Anchor.X + end, Anchor.Y + below);
        }
    }

    public override void PaintOn(IPainter painter) => painter.Paint(this);
}
