namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>The middle of some numbers.</summary>
internal static class Medians
{
    /// <summary>The middle one, or the mean of the two middle ones; null where there are none.</summary>
    public static double? Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
