using MlNetCnn.Keras;
using static MlNetCnn.Tool.SampleSet.Landscape;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>The object that decides a picture's class: its shape, place, size, turn and colour.</summary>
internal sealed class SampleObject
{
    private const int RoundCorners = 48;
    private const double HueScatter = 20;

    private readonly Outline outline;
    private readonly double centreX, centreY, radius;
    private readonly Colour colour;
    private readonly double lightX, lightY;

    /// <summary>An object wholly inside a picture.</summary>
    public SampleObject(SampleClass kind, int width, int height, RandomStream random)
    {
        radius = height * Between(random, 0.18, 0.32);
        centreX = Between(random, radius + 2, width - radius - 2);
        centreY = Between(random, radius + 2, height - radius - 2);
        var turn = Between(random, 0, 2 * Math.PI);
        var flattened = Between(random, 0.82, 1);
        outline = new Outline(Corners(kind).Select(corner =>
        {
            var (sine, cosine) = Math.SinCos(turn + corner.Angle);
            return (centreX + radius * corner.Reach * cosine, centreY + radius * flattened * corner.Reach * sine);
        }));
        colour = Colour.FromHsv(kind.TypicalHue + HueScatter * random.NextNormal(), Between(random, 0.7, 1), Between(random, 0.65, 1));
        (lightY, lightX) = Math.SinCos(Between(random, Math.PI, 2 * Math.PI));
        var (left, top, right, bottom) = outline.Bounds;
        int x = (int)Math.Floor(left), y = (int)Math.Floor(top);
        Box = (x, y, (int)Math.Ceiling(right) - x, (int)Math.Ceiling(bottom) - y);
    }

    /// <summary>The smallest box of whole pixels that holds the object, without its shadow.</summary>
    public (int X, int Y, int Width, int Height) Box { get; }

    /// <summary>Paints the shadow and the object.</summary>
    public void Paint(Painting painting)
    {
        painting.Fill(outline.Shadow(centreY, -3 * lightX, 4, 1), (_, _) => Colour.Black, 6, 0.4);
        painting.Fill(outline, (x, y) =>
        {
            var towardsLight = ((x - centreX) * lightX + (y - centreY) * lightY) / radius;
            var edge = Math.Clamp(-outline.SignedDistance(x, y) / 2.5, 0, 1);
            return colour.Lit((0.95 + 0.25 * towardsLight) * (0.6 + 0.4 * edge));
        });
    }

    private static IEnumerable<(double Angle, double Reach)> Corners(SampleClass kind)
    {
        var points = kind.Points == 0 ? RoundCorners : kind.Points;
        for (var i = 0; i < points; i++)
        {
            yield return (2 * Math.PI * i / points, 1);
            if (kind.InnerRadius < 1) yield return (2 * Math.PI * (i + 0.5) / points, kind.InnerRadius);
        }
    }
}
