using MlNetCnn.Keras;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>The ground on which objects stand: sky, hills and textured earth. Knows nothing of classes.</summary>
internal static class Landscape
{
    /// <summary>Paints over the whole picture.</summary>
    /// <returns>Height of the horizon in pixels from the top.</returns>
    public static double Paint(Painting painting, RandomStream random)
    {
        var horizon = painting.Height * Between(random, 0.15, 0.45);
        PaintSky(painting, random, horizon);
        PaintHills(painting, random, horizon);
        PaintGround(painting, random, horizon);
        return horizon;
    }

    private static void PaintSky(Painting painting, RandomStream random, double horizon)
    {
        var zenith = Colour.FromHsv(Between(random, 195, 225), Between(random, 0.03, 0.35), Between(random, 0.55, 0.95));
        var low = zenith.Towards(new Colour(0.95, 0.93, 0.9), Between(random, 0.4, 0.8));
        var clouds = new ValueNoise(random.NextUInt64());
        var cover = Between(random, 0.35, 0.6);
        for (var y = 0; y < painting.Height; y++)
        {
            for (var x = 0; x < painting.Width; x++)
            {
                var cloud = Math.Clamp((clouds.At(x / 40.0, y / 18.0, 4) - cover) * 4, 0, 0.8);
                painting[x, y] = zenith.Towards(low, Math.Min(1, y / (horizon + 12))).Towards(new Colour(0.97, 0.97, 0.98), cloud);
            }
        }
    }

    private static void PaintHills(Painting painting, RandomStream random, double horizon)
    {
        var far = Colour.FromHsv(Between(random, 60, 240), Between(random, 0.05, 0.2), Between(random, 0.35, 0.6));
        var ridge = new ValueNoise(random.NextUInt64());
        var height = Between(random, 6, 26);
        for (var x = 0; x < painting.Width; x++)
        {
            var top = horizon - height * ridge.At(x / 35.0, 0, 4);
            for (var y = Math.Max(0, (int)top); y < painting.Height; y++)
                painting[x, y] = painting[x, y].Towards(far.Lit(0.85 + 0.3 * ridge.At(x / 6.0, y / 4.0, 2)), Math.Clamp(y + 1 - top, 0, 1));
        }
    }

    private static void PaintGround(Painting painting, RandomStream random, double horizon)
    {
        // Grass, earth, sand, stone, snow: any of them below any object.
        var hue = Between(random, 20, 110);
        var one = Colour.FromHsv(hue, Between(random, 0.03, 0.25), Between(random, 0.3, 0.75));
        var two = Colour.FromHsv(hue + Between(random, -30, 30), Between(random, 0.03, 0.25), Between(random, 0.3, 0.75));
        ValueNoise patches = new(random.NextUInt64()), grain = new(random.NextUInt64());
        double size = Between(random, 14, 40), roughness = Between(random, 0.15, 0.5);
        for (var y = (int)horizon; y < painting.Height; y++)
        {
            // Texture grows towards the viewer.
            var depth = 0.35 + 0.65 * (y - horizon) / (painting.Height - horizon);
            for (var x = 0; x < painting.Width; x++)
            {
                var across = (x - painting.Width / 2.0) / depth;
                var mixed = one.Towards(two, Math.Clamp(2 * patches.At(across / size, y / (size * depth * 0.5), 3) - 0.5, 0, 1));
                painting[x, y] = painting[x, y].Towards(
                    mixed.Lit(1 - roughness / 2 + roughness * grain.At(across / 3, y / (1.8 * depth), 2)), Math.Clamp(y + 1 - horizon, 0, 1));
            }
        }
    }

    internal static double Between(RandomStream random, double least, double most) => least + (most - least) * random.NextDouble();
}
