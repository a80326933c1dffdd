using MlNetCnn.Imaging.Jpeg;

namespace MlNetCnn.Imaging.Tests;

public class InverseDctTests
{
    [Fact]
    public void Integer_transform_is_within_one_level_of_the_definition()
    {
        var random = new Random(3);
        var samples = new byte[64];
        for (var trial = 0; trial < 300; trial++)
        {
            var coefficients = new short[64];
            var quantization = new short[64];
            for (var i = 0; i < 64; i++) quantization[i] = (short)random.Next(1, 20);
            for (var n = random.Next(1, 20); n > 0; n--) coefficients[random.Next(64)] = (short)random.Next(-12, 13);
            InverseDct.Transform(coefficients, quantization, samples, 8);
            for (var y = 0; y < 8; y++)
                for (var x = 0; x < 8; x++)
                    Assert.InRange(samples[8 * y + x] - Math.Clamp(Definition(coefficients, quantization, y, x) + 128, 0, 255), -1.0, 1.0);
        }
    }

    [Fact]
    public void The_short_way_for_flat_blocks_gives_the_same()
    {
        Span<byte> whole = stackalloc byte[64], flat = stackalloc byte[64];
        var coefficients = new short[64];
        var quantization = new short[64];
        for (var dc = -2048; dc < 2048; dc++)
            foreach (short q in new short[] { 1, 3, 8 })
            {
                (coefficients[0], quantization[0]) = ((short)dc, q);
                InverseDct.Transform(coefficients, quantization, whole, 8);
                InverseDct.TransformDc(dc, q, flat, 8);
                Assert.True(whole.SequenceEqual(flat), $"DC {dc} times {q}");
            }
    }

    /// <summary>T.81, A.3.3.</summary>
    private static double Definition(short[] coefficients, short[] quantization, int y, int x)
    {
        double sum = 0;
        for (var v = 0; v < 8; v++)
            for (var u = 0; u < 8; u++)
                sum += (u == 0 ? Math.Sqrt(0.5) : 1) * (v == 0 ? Math.Sqrt(0.5) : 1) * coefficients[8 * v + u] * quantization[8 * v + u]
                    * Math.Cos((2 * x + 1) * u * Math.PI / 16) * Math.Cos((2 * y + 1) * v * Math.PI / 16) / 4;
        return sum;
    }
}
