using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;

namespace MlNetCnn.Tests.Trainers;

/// <summary>Pictures of 8x8 pixels whose classes a small net tells apart in a few epochs: a bright half on a noisy ground.</summary>
internal static class ConvNetData
{
    /// <summary>Bright on the left (true) or on the right.</summary>
    public static IDataView Binary(MLContext ml, int count, int seed = 1) =>
        ml.Data.LoadFromEnumerable(Pictures(count, seed).Select(p => new BinaryRow { Image = p.Pixels, Label = p.Side == 0, Weight = p.Index % 2 + 0.5f, Text = "x" }).ToArray());

    /// <summary>A key of three classes.</summary>
    public static IDataView Keyed(MLContext ml, int count, int seed = 1)
    {
        var view = ml.Data.LoadFromEnumerable(Pictures(count, seed, 3).Select(p => new TextRow { Image = p.Pixels, Label = Sides[p.Side] }).ToArray());
        // The keys' order is the names', whatever row comes first.
        var keys = ml.Data.LoadFromEnumerable(Sides.Select(s => new TextRow { Label = s }).ToArray());
        return ml.Transforms.Conversion.MapValueToKey("Label").Fit(keys).Transform(view);
    }

    /// <summary>Bright on the left, on the right, at the top: any of them.</summary>
    public static IDataView MultiLabel(MLContext ml, int count, int seed = 1)
    {
        var random = new RandomStream(seed, "labels");
        return ml.Data.LoadFromEnumerable(Enumerable.Range(0, count).Select(_ =>
        {
            float[] labels = [random.NextInt32(2), random.NextInt32(2), random.NextInt32(2)];
            var pixels = Noise(random);
            for (var i = 0; i < labels.Length; i++)
                if (labels[i] > 0) Brighten(pixels, i);
            return new MultiRow { Image = pixels, Label = labels, Flags = [.. labels.Select(l => l > 0)] };
        }).ToArray());
    }

    public static readonly string[] Sides = ["left", "right", "top"];

    private static IEnumerable<(float[] Pixels, int Side, int Index)> Pictures(int count, int seed, int classes = 2)
    {
        var random = new RandomStream(seed, "pictures");
        for (var i = 0; i < count; i++)
        {
            var side = i % classes;
            var pixels = Noise(random);
            Brighten(pixels, side);
            yield return (pixels, side, i);
        }
    }

    private static float[] Noise(RandomStream random)
    {
        var pixels = new float[8 * 8 * 3];
        foreach (ref var x in pixels.AsSpan()) x = random.NextInt32(100);
        return pixels;
    }

    private static void Brighten(float[] pixels, int side)
    {
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 8; x++)
                if (side switch { 0 => x < 3, 1 => x >= 5, _ => y < 3 })
                    pixels.AsSpan((y * 8 + x) * 3, 3).Fill(220);
    }

    internal sealed class BinaryRow
    {
        [VectorType(8, 8, 3)]
        public float[] Image { get; set; } = new float[192];

        public bool Label { get; set; }

        public float Weight { get; set; }

        public string Text { get; set; } = "";
    }

    internal sealed class TextRow
    {
        [VectorType(8, 8, 3)]
        public float[] Image { get; set; } = new float[192];

        public string Label { get; set; } = "";
    }

    internal sealed class MultiRow
    {
        [VectorType(8, 8, 3)]
        public float[] Image { get; set; } = new float[192];

        [VectorType(3)]
        public float[] Label { get; set; } = new float[3];

        [VectorType(3)]
        public bool[] Flags { get; set; } = new bool[3];
    }
}
