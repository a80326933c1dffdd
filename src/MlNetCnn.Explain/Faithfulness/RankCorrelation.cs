namespace MlNetCnn.Explain;

/// <summary>Spearman's rank correlation of two maps.</summary>
public static class RankCorrelation
{
    /// <summary>
    /// Pearson's correlation of the ranks, equal values sharing their mean rank: scipy's <c>spearmanr</c>. From -1 to 1.
    /// </summary>
    /// <param name="first">Values.</param>
    /// <param name="second">As many values.</param>
    /// <returns>0 where one of the two is constant, and no order is common to both.</returns>
    /// <exception cref="ArgumentException">They differ in number, or there are none.</exception>
    public static double Spearman(ReadOnlySpan<float> first, ReadOnlySpan<float> second)
    {
        if (first.Length != second.Length || first.Length == 0) throw new ArgumentException($"There are {first.Length} and {second.Length} values: give as many of both, and at least one.");
        var (a, b) = (Ranks(first), Ranks(second));
        var mean = (first.Length + 1) / 2.0;
        double both = 0, ofA = 0, ofB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            both += (a[i] - mean) * (b[i] - mean);
            ofA += (a[i] - mean) * (a[i] - mean);
            ofB += (b[i] - mean) * (b[i] - mean);
        }

        return ofA > 0 && ofB > 0 ? Math.Clamp(both / Math.Sqrt(ofA * ofB), -1, 1) : 0;
    }

    /// <summary>Ranks from 1, equal values sharing their mean.</summary>
    private static double[] Ranks(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[order.Length];
        for (var i = 0; i < order.Length;)
        {
            var end = i + 1;
            while (end < order.Length && sorted[end] == sorted[i]) end++;
            // Ranks i + 1 to end, shared.
            for (var k = i; k < end; k++) ranks[order[k]] = (i + 1 + end) / 2.0;
            i = end;
        }

        return ranks;
    }
}
