using MlNetCnn.Imaging;
using MlNetCnn.Keras;

namespace MlNetCnn.Tool.SampleSet;

/// <summary>One picture of the sample set. The scene does not depend on the class: only the object does.</summary>
internal static class SamplePicture
{
    public const int Width = 160, Height = 120;

    /// <summary>The picture with its object, and where that is.</summary>
    /// <param name="index">Number of the picture within its class, from 0.</param>
    public static (Image Image, SampleObject Object) Draw(long seed, SampleClass kind, int index)
    {
        var painting = Scene(seed, kind, index);
        var thing = new SampleObject(kind, Width, Height, new RandomStream(seed, "sample-set/object/" + kind.Name, index));
        thing.Paint(painting);
        Finish(painting, seed, kind, index);
        return (painting.ToImage(), thing);
    }

    /// <summary>The same picture without its object.</summary>
    public static Image DrawWithoutObject(long seed, SampleClass kind, int index)
    {
        var painting = Scene(seed, kind, index);
        Finish(painting, seed, kind, index);
        return painting.ToImage();
    }

    private static Painting Scene(long seed, SampleClass kind, int index)
    {
        var painting = new Painting(Width, Height);
        var random = new RandomStream(seed, "sample-set/scene/" + kind.Name, index);
        var horizon = Landscape.Paint(painting, random);
        Clutter.Paint(painting, random, horizon);
        return painting;
    }

    /// <summary>What a camera adds: exposure, darker corners, noise.</summary>
    private static void Finish(Painting painting, long seed, SampleClass kind, int index)
    {
        var random = new RandomStream(seed, "sample-set/camera/" + kind.Name, index);
        double exposure = Landscape.Between(random, 0.8, 1.1), corners = Landscape.Between(random, 0, 0.35), noise = Landscape.Between(random, 0.005, 0.025);
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                double dx = (x + 0.5) / Width - 0.5, dy = (y + 0.5) / Height - 0.5;
                var grain = noise * (random.NextDouble() + random.NextDouble() - 1) * 2;
                ref var colour = ref painting[x, y];
                colour = colour.Lit(exposure * (1 - corners * 2 * (dx * dx + dy * dy)));
                colour = new Colour(colour.Red + grain, colour.Green + grain, colour.Blue + grain);
            }
        }
    }
}
