namespace MlNetCnn.Tool.SampleSet;

/// <summary>Smooth noise: random values at the points of a grid, blended between them, summed over octaves.</summary>
internal sealed class ValueNoise(ulong seed)
{
    /// <summary>Around 0.5, from 0 to 1; the first octave has one value per unit of x and y, each further one twice as many and half the height.</summary>
    public double At(double x, double y, int octaves)
    {
        double sum = 0, height = 1, heights = 0;
        for (var octave = 0; octave < octaves; octave++)
        {
            sum += height * Smooth(x, y, (ulong)octave);
            heights += height;
            (x, y, height) = (x * 2, y * 2, height / 2);
        }

        return sum / heights;
    }

    private double Smooth(double x, double y, ulong octave)
    {
        double left = Math.Floor(x), top = Math.Floor(y);
        double u = Ease(x - left), v = Ease(y - top);
        long i = (long)left, j = (long)top;
        var above = Value(i, j, octave) * (1 - u) + Value(i + 1, j, octave) * u;
        var below = Value(i, j + 1, octave) * (1 - u) + Value(i + 1, j + 1, octave) * u;
        return above * (1 - v) + below * v;
    }

    private static double Ease(double t) => t * t * (3 - 2 * t);

    private double Value(long i, long j, ulong octave)
    {
        var bits = seed ^ ((ulong)i * 0x9E3779B97F4A7C15) ^ ((ulong)j * 0xC2B2AE3D27D4EB4F) ^ (octave * 0x165667B19E3779F9);
        bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93;
        bits = (bits ^ (bits >> 32)) * 0xD6E8FEB86659FD93;
        return ((bits ^ (bits >> 32)) >> 40) * (1.0 / (1 << 24));
    }
}
