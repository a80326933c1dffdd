using MlNetCnn.Imaging;

namespace MlNetCnn.Reports.Drawing;

/// <summary>
/// An anti-aliased raster: shapes are given by their distance to each pixel's centre, and a pixel's coverage falls from 1 to 0 over one
/// pixel across the shape's edge. All parts of one shape are gathered before they are blended, so that joints do not darken.
/// </summary>
internal sealed class Canvas
{
    private readonly float[] coverage;
    private int left, top, right, bottom;

    /// <summary>A white canvas.</summary>
    public Canvas(int width, int height)
    {
        Image = new Image(height, width, 3);
        Image.Pixels.Fill(255);
        coverage = new float[width * height];
        Clear();
    }

    /// <summary>The picture, height x width x 3.</summary>
    public Image Image { get; }

    /// <summary>Adds the line from a to b, with round ends, to the shape.</summary>
    public void AddSegment(Point a, Point b, double thickness)
    {
        var half = thickness / 2;
        double dx = b.X - a.X, dy = b.Y - a.Y, lengthSquared = dx * dx + dy * dy;
        Gather(Math.Min(a.X, b.X) - half, Math.Min(a.Y, b.Y) - half, Math.Max(a.X, b.X) + half, Math.Max(a.Y, b.Y) + half, (x, y) =>
        {
            double px = x - a.X, py = y - a.Y;
            var along = lengthSquared == 0 ? 0 : Math.Clamp((px * dx + py * dy) / lengthSquared, 0, 1);
            double ex = px - along * dx, ey = py - along * dy;
            // A line thinner than a pixel is paler, not thinner.
            return Math.Min(0.5 + half - Math.Sqrt(ex * ex + ey * ey), thickness);
        });
    }

    /// <summary>Adds a disc to the shape.</summary>
    public void AddDisc(Point centre, double radius) => Gather(centre.X - radius, centre.Y - radius, centre.X + radius, centre.Y + radius, (x, y) =>
    {
        double dx = x - centre.X, dy = y - centre.Y;
        return 0.5 + radius - Math.Sqrt(dx * dx + dy * dy);
    });

    /// <summary>Adds an upright rectangle to the shape.</summary>
    public void AddBox(Box box) => Gather(box.Left, box.Top, box.Right, box.Bottom, (x, y) =>
        Overlap(box.Left, box.Right, x) * Overlap(box.Top, box.Bottom, y));

    /// <summary>Adds an upright rectangle with round corners to the shape.</summary>
    public void AddRoundedBox(Box box, double radius)
    {
        double middleX = (box.Left + box.Right) / 2, middleY = (box.Top + box.Bottom) / 2, innerX = box.Width / 2 - radius, innerY = box.Height / 2 - radius;
        Gather(box.Left, box.Top, box.Right, box.Bottom, (x, y) =>
        {
            double dx = Math.Abs(x - middleX) - innerX, dy = Math.Abs(y - middleY) - innerY;
            // Only corners are round; edges stay as crisp as those of other rectangles.
            return dx > 0 && dy > 0 ? 0.5 + radius - Math.Sqrt(dx * dx + dy * dy) : Overlap(box.Left, box.Right, x) * Overlap(box.Top, box.Bottom, y);
        });
    }

    /// <summary>Adds a triangle to the shape.</summary>
    public void AddTriangle(Point a, Point b, Point c)
    {
        // Inside is where all three edges are on the same side as for a triangle that turns to the right.
        if ((b.X - a.X) * (c.Y - a.Y) - (b.Y - a.Y) * (c.X - a.X) < 0) (b, c) = (c, b);
        Gather(Math.Min(a.X, Math.Min(b.X, c.X)), Math.Min(a.Y, Math.Min(b.Y, c.Y)), Math.Max(a.X, Math.Max(b.X, c.X)), Math.Max(a.Y, Math.Max(b.Y, c.Y)), (x, y) =>
            0.5 + Math.Min(Inside(a, b, x, y), Math.Min(Inside(b, c, x, y), Inside(c, a, x, y))));

        static double Inside(Point from, Point to, double x, double y)
        {
            double dx = to.X - from.X, dy = to.Y - from.Y, length = Math.Sqrt(dx * dx + dy * dy);
            return length == 0 ? double.MaxValue : (dx * (y - from.Y) - dy * (x - from.X)) / length;
        }
    }

    /// <summary>Blends the gathered shape over the picture and starts an empty one.</summary>
    public void Fill(Rgb colour, double opacity = 1)
    {
        for (var y = top; y <= bottom; y++)
        {
            var row = Image.Row(y);
            for (var x = left; x <= right; x++)
            {
                ref var covered = ref coverage[y * Image.Width + x];
                if (covered == 0) continue;
                var alpha = covered * opacity;
                row[3 * x] = Blend(row[3 * x], colour.Red, alpha);
                row[3 * x + 1] = Blend(row[3 * x + 1], colour.Green, alpha);
                row[3 * x + 2] = Blend(row[3 * x + 2], colour.Blue, alpha);
                covered = 0;
            }
        }

        Clear();
    }

    private static byte Blend(byte below, byte above, double alpha) => (byte)Math.Round(below + (above - below) * alpha);

    /// <summary>How much of the pixel with this centre lies between two edges.</summary>
    private static double Overlap(double from, double to, double centre) => Math.Max(0, Math.Min(to, centre + 0.5) - Math.Max(from, centre - 0.5));

    private void Clear() => (left, top, right, bottom) = (Image.Width, Image.Height, -1, -1);

    /// <summary>Takes the larger of the present coverage and that of a part, for the pixels whose centres are within its bounds and half a pixel more.</summary>
    private void Gather(double minX, double minY, double maxX, double maxY, Func<double, double, double> covers)
    {
        int fromX = Pixel(minX - 0.5, Image.Width), toX = Pixel(maxX + 0.5, Image.Width), fromY = Pixel(minY - 0.5, Image.Height), toY = Pixel(maxY + 0.5, Image.Height);
        for (var y = fromY; y <= toY; y++)
        {
            for (var x = fromX; x <= toX; x++)
            {
                var part = (float)Math.Clamp(covers(x + 0.5, y + 0.5), 0, 1);
                ref var covered = ref coverage[y * Image.Width + x];
                if (part > covered) covered = part;
            }
        }

        (left, top, right, bottom) = (Math.Min(left, fromX), Math.Min(top, fromY), Math.Max(right, toX), Math.Max(bottom, toY));
    }

    private static int Pixel(double position, int count) => (int)Math.Clamp(Math.Floor(position), 0, count - 1);
}
