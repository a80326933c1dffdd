using MlNetCnn.Keras;

namespace MlNetCnn.TensorFlow.Tests.Training;

/// <summary>Numbers for tests, the same each time.</summary>
internal static class Numbers
{
    /// <summary>Uniform numbers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="purpose">Others for another.</param>
    public static float[] Uniform(int count, string purpose, double low = -1, double high = 1)
    {
        var stream = new RandomStream(7, purpose);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(low + (high - low) * stream.NextDouble()))];
    }

    /// <summary>The largest difference, each in parts of the expected value where that is above 1.</summary>
    public static double Difference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double most = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var difference = Math.Abs((double)expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            if (expected[i].Equals(actual[i])) continue;
            most = difference <= most ? most : difference;
        }

        return most;
    }
}
