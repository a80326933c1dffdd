namespace MlNetCnn.Reports;

/// <summary>
/// Precision, recall and F1 of each class, and their averages: the numbers of scikit-learn's <c>classification_report</c> (with <c>zero_division=0</c>). Immutable.
/// </summary>
public sealed class ClassificationReport
{
    /// <summary>Works the figures out.</summary>
    /// <param name="matrix">What was taken for what.</param>
    public ClassificationReport(ConfusionMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Total = matrix.Total;
        long right = 0;
        var rows = new ClassFigures[matrix.Classes.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            long hits = matrix[i, i], support = matrix.Support(i), predicted = matrix.Predicted(i);
            right += hits;
            rows[i] = new ClassFigures(matrix.Classes[i], Ratio(hits, predicted), Ratio(hits, support), Ratio(2 * hits, support + predicted), support);
        }

        Classes = Array.AsReadOnly(rows);
        Accuracy = Ratio(right, Total);
        MacroAverage = new ClassFigures("macro average", rows.Average(r => r.Precision), rows.Average(r => r.Recall), rows.Average(r => r.F1), Total);
        WeightedAverage = new ClassFigures("weighted average", Weighted(r => r.Precision), Weighted(r => r.Recall), Weighted(r => r.F1), Total);

        double Weighted(Func<ClassFigures, double> figure) => Total == 0 ? 0 : rows.Sum(r => figure(r) * r.Support) / Total;
    }

    /// <summary>Each class's figures, in the matrix's order.</summary>
    public IReadOnlyList<ClassFigures> Classes { get; }

    /// <summary>Right among all; 0 where there is no example.</summary>
    public double Accuracy { get; }

    /// <summary>The mean over the classes, each counting the same, those without examples too.</summary>
    public ClassFigures MacroAverage { get; }

    /// <summary>The mean over the classes, each counting by its examples.</summary>
    public ClassFigures WeightedAverage { get; }

    /// <summary>Examples in all.</summary>
    public long Total { get; }

    private static double Ratio(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
