using MlNetCnn.Keras;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Random bits by number: any of them can be drawn at any time, so that threads draw their parts side by side and the result is the same for every count of them.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea, Flood, OOPSLA 2014) is a counter that passes through a mixing function; here the counter starts at a number from the
/// <see cref="RandomStream"/> of the seed, the purpose and the step.
/// </remarks>
internal readonly struct NoiseSource
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private readonly ulong _start;

    /// <summary>Opens the source.</summary>
    /// <param name="seed">The run's seed, or the layer's own.</param>
    /// <param name="purpose">What the numbers are for: kind and path of the layer.</param>
    /// <param name="step">Which training step.</param>
    public NoiseSource(long seed, string purpose, long step) => _start = new RandomStream(seed, purpose, step).NextUInt64();

    /// <summary>64 random bits.</summary>
    /// <param name="number">Which ones.</param>
    public ulong Bits(ulong number)
    {
        var z = _start + Golden * number;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number from low to high, each as likely as the others.</summary>
    /// <param name="number">Which one.</param>
    /// <param name="low">The least.</param>
    /// <param name="high">The most.</param>
    public double Uniform(ulong number, double low, double high) => low + (high - low) * ((Bits(number) >> 11) * (1.0 / (1UL << 53)));

    /// <summary>Two standard normal numbers, by the transformation of Box and Muller.</summary>
    /// <param name="number">Which ones.</param>
    public (float First, float Second) Normals(ulong number)
    {
        const double Unit = 1.0 / (1UL << 32);
        var bits = Bits(number);
        var length = Math.Sqrt(-2 * Math.Log(((bits >> 32) + 1) * Unit));
        var (sine, cosine) = Math.SinCos(2 * Math.PI * Unit * (uint)bits);
        return ((float)(length * cosine), (float)(length * sine));
    }
}
