using System.Text;

namespace MlNetCnn.Keras;

/// <summary>
/// A stream of random numbers named by a seed and a purpose. The same seed and name give the same numbers at any thread count and, but for the last
/// bit of <see cref="NextNormal"/> (its logarithm is the system's), on every machine; streams of different names do not overlap in practice. Never seeded from time or from shared state.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014) over a 64-bit counter, whose start
/// is an FNV-1a hash of the seed and the name, mixed. Not for cryptography.
/// </remarks>
public sealed class RandomStream
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state;
    private double _spareNormal = double.NaN;

    /// <summary>Opens the stream.</summary>
    /// <param name="seed">The run's seed, e.g. that of <c>MLContext(seed)</c>.</param>
    /// <param name="name">What the numbers are for, e.g. <c>"dropout/dense_1"</c>.</param>
    /// <param name="index">Counts streams of one name, e.g. an epoch or a step.</param>
    public RandomStream(long seed, string name, long index = 0)
    {
        ArgumentNullException.ThrowIfNull(name);
        var hash = 0xCBF29CE484222325;
        foreach (var b in Encoding.UTF8.GetBytes(name)) hash = (hash ^ b) * 0x100000001B3;
        _state = Mix(Mix(Mix(hash) ^ (ulong)seed) + Golden * (ulong)index);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>Uniform in [0, 1), with 53 random bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [0, 1), with 24 random bits.</summary>
    public float NextSingle() => (NextUInt64() >> 40) * (1.0f / (1 << 24));

    /// <summary>Uniform over 0 .. <paramref name="exclusiveMaximum"/> - 1, without bias.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exclusiveMaximum"/> is not positive.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        var bound = (ulong)exclusiveMaximum;
        var limit = ulong.MaxValue - ulong.MaxValue % bound;
        ulong bits;
        do bits = NextUInt64(); while (bits >= limit);
        return (int)(bits % bound);
    }

    /// <summary>Standard normal (mean 0, variance 1), by Marsaglia's polar method.</summary>
    public double NextNormal()
    {
        if (!double.IsNaN(_spareNormal))
        {
            var spare = _spareNormal;
            _spareNormal = double.NaN;
            return spare;
        }

        double u, v, s;
        do
        {
            u = 2 * NextDouble() - 1;
            v = 2 * NextDouble() - 1;
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);
        var factor = Math.Sqrt(-2 * Math.Log(s) / s);
        _spareNormal = v * factor;
        return u * factor;
    }

    /// <summary>Shuffles in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
