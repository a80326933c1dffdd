using MlNetCnn.Keras;
using static MlNetCnn.Tool.SampleSet.Landscape;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>Things that lie about: stones, boards and blades of grass, in any hue but dull. Drawn alike for all classes, so that they tell nothing.</summary>
internal static class Clutter
{
    /// <summary>Paints some of each below the horizon.</summary>
    public static void Paint(Painting painting, RandomStream random, double horizon)
    {
        for (var count = 2 + random.NextInt32(5); count > 0; count--) PaintStone(painting, random, horizon);
        for (var count = random.NextInt32(4); count > 0; count--) PaintBoard(painting, random, horizon);
        for (var count = random.NextInt32(40); count > 0; count--) PaintBlade(painting, random, horizon);
    }

    private static void PaintStone(Painting painting, RandomStream random, double horizon)
    {
        var (x, y) = Place(painting, random, horizon);
        var radius = Between(random, 3, 9);
        var corners = 6 + random.NextInt32(4);
        var outline = new Outline(Enumerable.Range(0, corners).Select(i =>
        {
            var (sine, cosine) = Math.SinCos(2 * Math.PI * (i + Between(random, -0.3, 0.3)) / corners);
            var reach = radius * Between(random, 0.6, 1.1);
            return (x + 1.4 * reach * cosine, y + 0.8 * reach * sine);
        }));
        var colour = Dull(random);
        painting.Fill(outline.Shadow(y, 2, 2, 0.8), (_, _) => Colour.Black, 3, 0.35);
        painting.Fill(outline, (_, py) => colour.Lit(1.15 - 0.5 * (py - y + radius) / (2 * radius)));
    }

    private static void PaintBoard(Painting painting, RandomStream random, double horizon)
    {
        var (x, y) = Place(painting, random, horizon);
        double length = Between(random, 8, 26), thickness = Between(random, 3, 8);
        var (sine, cosine) = Math.SinCos(Between(random, 0, Math.PI));
        var outline = new Outline(new[] { (-1, -1), (1, -1), (1, 1), (-1, 1) }.Select(corner =>
        {
            double along = corner.Item1 * length / 2, across = corner.Item2 * thickness / 2;
            return (x + along * cosine - across * sine, y + along * sine + across * cosine);
        }));
        var colour = Dull(random);
        painting.Fill(outline.Shadow(y, 2, 3, 1), (_, _) => Colour.Black, 3, 0.3);
        painting.Fill(outline, (px, py) => colour.Lit(0.9 + 0.2 * Math.Sin((px * sine - py * cosine) * 2)));
    }

    private static void PaintBlade(Painting painting, RandomStream random, double horizon)
    {
        var (x, y) = Place(painting, random, horizon);
        double height = Between(random, 5, 16), lean = Between(random, -5, 5);
        var colour = Colour.FromHsv(Between(random, 40, 120), Between(random, 0.1, 0.35), Between(random, 0.25, 0.65));
        painting.Fill(new Outline([(x - 0.8, y), (x + 0.8, y), (x + lean, y - height)]), (_, _) => colour);
    }

    private static Colour Dull(RandomStream random) =>
        Colour.FromHsv(Between(random, 0, 360), Between(random, 0.03, 0.25), Between(random, 0.25, 0.8));

    private static (double X, double Y) Place(Painting painting, RandomStream random, double horizon) =>
        (Between(random, 0, painting.Width), Between(random, horizon + 4, painting.Height));
}
