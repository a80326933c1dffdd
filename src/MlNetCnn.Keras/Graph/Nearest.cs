namespace MlNetCnn.Keras;

/// <summary>Names that a mistyped name may have meant.</summary>
internal static class Nearest
{
    /// <summary>The candidates of smallest edit distance (Levenshtein), nearest first.</summary>
    public static IReadOnlyList<string> Names(string name, IEnumerable<string> candidates, int count = 3) =>
        [.. candidates.Distinct().OrderBy(c => Distance(name, c)).ThenBy(c => c, StringComparer.Ordinal).Take(count)];

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
