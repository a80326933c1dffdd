namespace MlNetCnn.Compute.Tests.Support;

/// <summary>Gradients by central differences of a reference in float64.</summary>
internal static class Slope
{
    private const double Step = 1e-5;

    /// <summary>The gradient of sum dy f(values) by each value.</summary>
    /// <param name="f">The reference.</param>
    /// <param name="values">Where.</param>
    /// <param name="dy">Gradient by f's results.</param>
    public static double[] Of(Func<double[], double[]> f, double[] values, float[] dy)
    {
        var gradient = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var was = values[i];
            values[i] = was + Step;
            var up = f(values);
            values[i] = was - Step;
            var down = f(values);
            values[i] = was;
            for (var j = 0; j < dy.Length; j++) gradient[i] += dy[j] * ((up[j] - down[j]) / (2 * Step));
        }

        return gradient;
    }

    /// <summary>The same numbers as float64.</summary>
    public static double[] Doubles(ReadOnlySpan<float> values)
    {
        var result = new double[values.Length];
        for (var i = 0; i < result.Length; i++) result[i] = values[i];
        return result;
    }

    /// <summary>Fails unless each is within <paramref name="tolerance"/> times (1 + |expected|).</summary>
    public static void AssertNear(double[] expected, float[] actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance * (1 + Math.Abs(expected[i])), $"{what}[{i}]: expected {expected[i]}, actual {actual[i]}.");
    }
}
