using MlNetCnn.Imaging;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>A picture being painted, in floating point.</summary>
internal sealed class Painting(int width, int height)
{
    private readonly Colour[] colours = new Colour[width * height];

    public int Width => width;

    public int Height => height;

    public ref Colour this[int x, int y] => ref colours[y * width + x];

    /// <summary>Paints an outline's inside, with soft edges.</summary>
    /// <param name="colour">The colour at a place, in pixels.</param>
    /// <param name="softness">Width of the edge in pixels; 1 is crisp.</param>
    /// <param name="opacity">0 to 1.</param>
    public void Fill(Outline outline, Func<double, double, Colour> colour, double softness = 1, double opacity = 1)
    {
        var bounds = outline.Bounds;
        int left = Math.Max(0, (int)Math.Floor(bounds.Left - softness)), right = Math.Min(width - 1, (int)Math.Ceiling(bounds.Right + softness));
        int top = Math.Max(0, (int)Math.Floor(bounds.Top - softness)), bottom = Math.Min(height - 1, (int)Math.Ceiling(bounds.Bottom + softness));
        for (var y = top; y <= bottom; y++)
        {
            for (var x = left; x <= right; x++)
            {
                var covered = Math.Clamp(0.5 - outline.SignedDistance(x + 0.5, y + 0.5) / softness, 0, 1) * opacity;
                if (covered > 0) this[x, y] = this[x, y].Towards(colour(x + 0.5, y + 0.5), covered);
            }
        }
    }

    /// <summary>The picture, height x width x 3 bytes.</summary>
    public Image ToImage()
    {
        var image = new Image(height, width, 3);
        var pixels = image.Pixels;
        for (var i = 0; i < colours.Length; i++)
            (pixels[3 * i], pixels[3 * i + 1], pixels[3 * i + 2]) = (Byte(colours[i].Red), Byte(colours[i].Green), Byte(colours[i].Blue));
        return image;
    }

    private static byte Byte(double part) => (byte)Math.Round(Math.Clamp(part, 0, 1) * 255);
}
