using MlNetCnn.Imaging;

namespace MlNetCnn.Reports.Drawing;

/// <summary>Draws a scene as pixels.</summary>
internal sealed class CanvasPainter : IPainter
{
    private readonly Canvas canvas;

    private CanvasPainter(Scene scene) => canvas = new Canvas(scene.Width, scene.Height);

    /// <summary>The picture, height x width x 3.</summary>
    public static Image Paint(Scene scene)
    {
        var painter = new CanvasPainter(scene);
        foreach (var primitive in scene.Primitives) primitive.PaintOn(painter);
        return painter.canvas.Image;
    }

    public void Paint(Polyline line)
    {
        Add(line.Points, line.Thickness);
        canvas.Fill(line.Colour);
    }

    public void Paint(Disc disc)
    {
        canvas.AddDisc(disc.Centre, disc.Radius);
        canvas.Fill(disc.Colour, disc.Opacity);
    }

    public void Paint(Rectangle rectangle)
    {
        if (rectangle.Radius > 0) canvas.AddRoundedBox(rectangle.Box, rectangle.Radius);
        else canvas.AddBox(rectangle.Box);
        canvas.Fill(rectangle.Fill, rectangle.Opacity);
    }

    public void Paint(Triangle triangle)
    {
        canvas.AddTriangle(triangle.A, triangle.B, triangle.C);
        canvas.Fill(triangle.Fill);
    }

    public void Paint(TextLine text)
    {
        var thickness = StrokeFont.Thickness(text.Size, text.Bold);
        // The lowest strokes stand on the baseline: centred half a stroke above it, on a pixel's centre.
        var lift = Math.Round(thickness) / 2;
        foreach (var stroke in StrokeFont.Strokes(text.Text, text.Size))
            Add(Array.ConvertAll(stroke, Place), thickness);
        canvas.Fill(text.Colour);

        Point Place(Point p)
        {
            double along = p.X - text.AnchorOffset, down = p.Y - lift;
            return text.Upward
                ? new Point(Math.Round(text.Anchor.X) + down, text.Anchor.Y - along)
                : new Point(text.Anchor.X + along, Math.Round(text.Anchor.Y) + down);
        }
    }

    public void Paint(Picture picture)
    {
        var target = canvas.Image;
        for (var y = 0; y < picture.Pixels.Height * picture.Zoom; y++)
        {
            var from = picture.Pixels.Row(y / picture.Zoom);
            var to = target.Row(picture.Top + y);
            for (var x = 0; x < picture.Pixels.Width * picture.Zoom; x++) from.Slice(3 * (x / picture.Zoom), 3).CopyTo(to[(3 * (picture.Left + x))..]);
        }
    }

    private void Add(IReadOnlyList<Point> points, double thickness)
    {
        for (var i = 1; i < points.Count; i++) canvas.AddSegment(points[i - 1], points[i], thickness);
    }
}
