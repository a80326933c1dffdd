using System.Globalization;

namespace MlNetCnn.Reports.Layout;

/// <summary>Logarithmic axes that enclose the data: ticks at powers of ten, at 2 and 5 times these too where there is room, or at every second, third ... power.</summary>
internal static class LogTicks
{
    private const double Tolerance = 1e-9;

    /// <summary>The finest axis over the values with at most so many intervals.</summary>
    /// <param name="minimum">Least value of the data; where it is not above zero there is no data.</param>
    /// <param name="maximum">Greatest value of the data.</param>
    /// <param name="intervals">Most intervals between ticks, at least 2.</param>
    public static Axis Cover(double minimum, double maximum, int intervals)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 2);
        if (!(minimum > 0)) (minimum, maximum) = (1, 10);
        int low = (int)Math.Floor(Math.Log10(minimum) + Tolerance), high = (int)Math.Ceiling(Math.Log10(maximum) - Tolerance);
        // One value that is a power of ten stands in the middle.
        if (low == high) (low, high) = (low - 1, high + 1);
        var fine = Fine(minimum, maximum, low, high);
        if (fine.Count >= 2 && fine.Count - 1 <= intervals) return Axis(fine);
        var step = (high - low + intervals - 1) / intervals;
        return Axis([.. Enumerable.Range(0, (high - low + step - 1) / step + 1).Select(i => (1, low + i * step))]);
    }

    /// <summary>1, 2 and 5 times powers of ten, from the last that is not above the data to the first that is not below.</summary>
    private static List<(int Mantissa, int Exponent)> Fine(double minimum, double maximum, int low, int high)
    {
        List<(int Mantissa, int Exponent)> all = [.. Enumerable.Range(low, high - low + 1).SelectMany(e => new[] { (1, e), (2, e), (5, e) })];
        var first = Math.Max(0, all.FindLastIndex(t => Value(t) <= minimum * (1 + Tolerance)));
        var last = all.FindIndex(t => Value(t) >= maximum * (1 - Tolerance));
        if (first == last) (first, last) = (Math.Max(0, first - 1), Math.Min(all.Count - 1, last + 1));
        return all.GetRange(first, last - first + 1);
    }

    private static Axis Axis(IEnumerable<(int Mantissa, int Exponent)> ticks) => new([.. ticks.Select(t => new Tick(Value(t), Label(t)))], Logarithmic: true);

    /// <summary>Rounded once: 2 x 10^-1 is the number 0.2.</summary>
    private static double Value((int Mantissa, int Exponent) tick) =>
        tick.Exponent >= 0 ? tick.Mantissa * Math.Pow(10, tick.Exponent) : tick.Mantissa / Math.Pow(10, -tick.Exponent);

    private static string Label((int Mantissa, int Exponent) tick) => tick.Exponent is >= -3 and <= 4
        ? Value(tick).ToString("0.###", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{tick.Mantissa}e{tick.Exponent}");
}
