namespace MlNetCnn.Reports.Drawing;

/// <summary>An upright rectangle on the canvas, in pixels.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool Contains(Box other) => other.Left >= Left && other.Right <= Right && other.Top >= Top && other.Bottom <= Bottom;

    public bool Overlaps(Box other) => other.Left < Right && other.Right > Left && other.Top < Bottom && other.Bottom > Top;
}
