namespace MlNetCnn.Compute.Operations;

/// <summary>What dropout multiplies by: 0 with the probability rate (to 2^-32), else 1 / (1 - rate).</summary>
internal static unsafe class DropoutFactors
{
    /// <summary>A factor for each of the values start .. start + count - 1; two neighbours share their bits.</summary>
    /// <param name="noise">Random bits.</param>
    /// <param name="rate">How many are dropped.</param>
    /// <param name="start">First value, even.</param>
    /// <param name="count">How many.</param>
    /// <param name="factors">Where they go.</param>
    public static void Draw(NoiseSource noise, double rate, nint start, nint count, float* factors)
    {
        var limit = Limit(rate);
        var keep = Keep(rate);
        nint i = 0;
        for (; i < count - 1; i += 2)
        {
            var bits = noise.Bits((ulong)(start + i) / 2);
            factors[i] = (uint)bits < limit ? 0 : keep;
            factors[i + 1] = bits >> 32 < limit ? 0 : keep;
        }

        if (i < count) factors[i] = (uint)noise.Bits((ulong)(start + i) / 2) < limit ? 0 : keep;
    }

    /// <summary>Factors that several values share, one for each place of a mask.</summary>
    /// <param name="noise">Random bits.</param>
    /// <param name="rate">How many are dropped.</param>
    /// <param name="factors">Where they go: places 0, 1, 2 ...</param>
    public static void DrawPlaces(NoiseSource noise, double rate, Span<float> factors)
    {
        var limit = Limit(rate);
        var keep = Keep(rate);
        for (var place = 0; place < factors.Length; place++) factors[place] = Drops(noise, limit, (ulong)place) ? 0 : keep;
    }

    /// <summary>Whether the bits of a place of a mask are below the limit.</summary>
    public static bool Drops(NoiseSource noise, ulong limit, ulong place) => noise.Bits(place) >> 32 < limit;

    /// <summary>The rate as a number of 32 bits.</summary>
    public static ulong Limit(double rate) => (ulong)(rate * (1UL << 32));

    /// <summary>The factor of what stays.</summary>
    public static float Keep(double rate) => (float)(1 / (1 - rate));
}
