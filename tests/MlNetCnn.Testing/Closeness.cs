using System.Globalization;
using Xunit;

namespace MlNetCnn.Testing;

/// <summary>Comparison of float arrays that explains itself when it fails: where, by how much, and how many elements.</summary>
public static class Closeness
{
    /// <summary>Fails unless every element is within <paramref name="absolute"/> + <paramref name="relative"/> * |expected|.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double absolute, double relative = 0, string? what = null)
    {
        Assert.Equal(expected.Length, actual.Length);
        int worst = -1, bad = 0;
        double worstExcess = 0;
        for (var i = 0; i < expected.Length; i++)
        {
            var allowed = absolute + relative * Math.Abs((double)expected[i]);
            var excess = Math.Abs((double)expected[i] - actual[i]) - allowed;
            if (excess <= 0) continue;
            bad++;
            if (worst >= 0 && !(excess > worstExcess) && !double.IsNaN(excess)) continue;
            worst = i;
            worstExcess = excess;
        }

        for (var i = 0; i < expected.Length && worst < 0; i++)
            if (float.IsNaN(expected[i]) != float.IsNaN(actual[i])) { worst = i; bad++; }
        if (worst < 0) return;
        Assert.Fail(string.Create(CultureInfo.InvariantCulture,
            $"{what ?? "values"}: {bad} of {expected.Length} elements differ; worst at [{worst}]: expected {expected[worst]:R}, actual {actual[worst]:R} (allowed {absolute} + {relative} * |expected|)."));
    }

    /// <summary>The largest absolute difference of two arrays of one length.</summary>
    public static double MaxDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Assert.Equal(a.Length, b.Length);
        double max = 0;
        for (var i = 0; i < a.Length; i++) max = Math.Max(max, Math.Abs((double)a[i] - b[i]));
        return max;
    }
}
