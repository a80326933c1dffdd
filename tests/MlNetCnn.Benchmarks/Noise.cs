namespace MlNetCnn.Benchmarks;

/// <summary>Values from -1 to 1, the same in every run.</summary>
internal sealed class Noise(int seed)
{
    private readonly Random _random = new(seed);

    public void Fill(Span<float> values)
    {
        foreach (ref var x in values) x = 2 * _random.NextSingle() - 1;
    }
}
