using System.Globalization;

namespace MlNetCnn.Reports.Layout;

/// <summary>
/// Axes whose ticks are multiples of 1, 2 or 5 times a power of ten and enclose the data (after P. Heckbert, "Nice Numbers for Graph
/// Labels", Graphics Gems, 1990).
/// </summary>
internal static class NiceTicks
{
    /// <summary>Room for rounding errors, in steps.</summary>
    private const double Tolerance = 1e-9;

    /// <summary>The finest axis over the values with at most so many intervals.</summary>
    /// <param name="minimum">Least value of the data, within ±1e300.</param>
    /// <param name="maximum">Greatest value of the data, within ±1e300.</param>
    /// <param name="intervals">Most intervals between ticks, at least 2.</param>
    /// <param name="wholeNumbers">No tick between whole numbers, as for epochs.</param>
    public static Axis Cover(double minimum, double maximum, int intervals, bool wholeNumbers = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(intervals, 2);
        (minimum, maximum) = Widen(minimum, maximum, wholeNumbers);
        var exponent = (int)Math.Floor(Math.Log10((maximum - minimum) / intervals));
        if (wholeNumbers && exponent < 0) exponent = 0;
        for (; ; exponent++)
        {
            foreach (var mantissa in (ReadOnlySpan<int>)[1, 2, 5])
            {
                var step = Multiple(1, mantissa, exponent);
                double first = Math.Floor(minimum / step + Tolerance), last = Math.Ceiling(maximum / step - Tolerance);
                if (last - first > intervals) continue;
                var values = Enumerable.Range(0, (int)(last - first) + 1).Select(i => Multiple(first + i, mantissa, exponent)).ToArray();
                return new Axis([.. values.Zip(Labels(values, exponent), (value, label) => new Tick(value, label))]);
            }
        }
    }

    /// <summary>A range that is not empty: one value gets a margin on both sides.</summary>
    private static (double Minimum, double Maximum) Widen(double minimum, double maximum, bool wholeNumbers)
    {
        var size = Math.Max(Math.Abs(minimum), Math.Abs(maximum));
        if (maximum - minimum > Math.Max(size * 1e-10, 1e-290)) return (minimum, maximum);
        if (size < 1e-290) return (-1, 1);
        var margin = wholeNumbers ? Math.Max(1, size * 1e-9) : size * 0.1;
        return (minimum - margin, maximum + margin);
    }

    /// <summary>count x mantissa x 10^exponent, rounded once for negative exponents too: 3 x 1 x 10^-1 is the number 0.3.</summary>
    private static double Multiple(double count, int mantissa, int exponent) =>
        exponent >= 0 ? count * mantissa * Math.Pow(10, exponent) : count * mantissa / Math.Pow(10, -exponent);

    /// <summary>All labels of an axis with the same number of decimals; very large and very small ones with a common power of ten.</summary>
    private static IEnumerable<string> Labels(double[] values, int stepExponent)
    {
        var size = Math.Max(Math.Abs(values[0]), Math.Abs(values[^1]));
        var power = (int)Math.Floor(Math.Log10(size) + Tolerance);
        var plain = size is >= 1e-3 and < 1e6;
        var format = "F" + Math.Max(0, (plain ? 0 : power) - stepExponent).ToString(CultureInfo.InvariantCulture);
        var unit = Math.Pow(10, Math.Abs(power));
        foreach (var value in values)
        {
            var shown = plain ? value : power < 0 ? value * unit : value / unit;
            if (value == 0) yield return "0";
            else yield return shown.ToString(format, CultureInfo.InvariantCulture) + (plain ? "" : string.Create(CultureInfo.InvariantCulture, $"e{power}"));
        }
    }
}
