namespace MlNetCnn.Reports.Layout;

/// <summary>The least and the greatest coordinate of the points that are drawn; 0 and 1 when there is none.</summary>
/// <param name="WholeNumbers">Whether all of them are whole, as epochs are.</param>
internal readonly record struct DataRange(double Minimum, double Maximum, bool WholeNumbers)
{
    /// <summary>The range of one coordinate over all series.</summary>
    public static DataRange Of(IReadOnlyList<LineSeries> series, Func<LineSeries, int, double> coordinate)
    {
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity;
        var whole = true;
        foreach (var one in series)
        {
            for (var i = 0; i < one.X.Count; i++)
            {
                if (!one.IsDrawn(i)) continue;
                var value = coordinate(one, i);
                (minimum, maximum) = (Math.Min(minimum, value), Math.Max(maximum, value));
                whole &= value == Math.Floor(value);
            }
        }

        return minimum <= maximum ? new DataRange(minimum, maximum, whole) : new DataRange(0, 1, true);
    }

    /// <summary>Whether any point of a series is drawn.</summary>
    public static bool HasData(LineSeries series) => Enumerable.Range(0, series.X.Count).Any(series.IsDrawn);
}
