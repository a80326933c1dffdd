namespace MlNetCnn.Reports;

/// <summary>How often examples of a class were taken for each class. Immutable. Rows are true classes, columns predicted ones, as in scikit-learn's <c>confusion_matrix</c>.</summary>
public sealed class ConfusionMatrix
{
    private readonly long[,] counts;

    /// <summary>A matrix of counts.</summary>
    /// <param name="classes">The classes' names, in the order of rows and columns; at least one.</param>
    /// <param name="counts">Classes x classes, none negative; copied.</param>
    /// <exception cref="ArgumentException">There is no class, a name is null, or the counts have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public ConfusionMatrix(IEnumerable<string> classes, long[,] counts)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(counts);
        Classes = Array.AsReadOnly(classes.ToArray());
        if (Classes.Count == 0) throw new ArgumentException("A confusion matrix needs at least one class.", nameof(classes));
        if (Classes.Contains(null!)) throw new ArgumentException("One of the classes' names is null.", nameof(classes));
        if (counts.GetLength(0) != Classes.Count || counts.GetLength(1) != Classes.Count)
            throw new ArgumentException($"{Classes.Count} classes need {Classes.Count} x {Classes.Count} counts; there are {counts.GetLength(0)} x {counts.GetLength(1)}.", nameof(counts));
        for (var row = 0; row < Classes.Count; row++)
            for (var column = 0; column < Classes.Count; column++)
                if (counts[row, column] < 0) throw new ArgumentOutOfRangeException(nameof(counts), counts[row, column], $"The count of row {row}, column {column} is negative.");
        this.counts = (long[,])counts.Clone();
    }

    /// <summary>Names, in the order of rows and columns.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <summary>Examples in all.</summary>
    public long Total => Enumerable.Range(0, Classes.Count).Sum(Support);

    /// <summary>How many examples of one class were taken for another, or the same.</summary>
    /// <param name="actual">Index of the true class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    public long this[int actual, int predicted] => counts[actual, predicted];

    /// <summary>Counts predictions.</summary>
    /// <param name="classes">The classes' names.</param>
    /// <param name="actual">Each example's true class, from 0.</param>
    /// <param name="predicted">Each example's predicted class, from 0, as many.</param>
    /// <exception cref="ArgumentException">The two lists differ in length, or there is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index names no class.</exception>
    public static ConfusionMatrix Of(IEnumerable<string> classes, IEnumerable<int> actual, IEnumerable<int> predicted)
    {
        ArgumentNullException.ThrowIfNull(classes);
        ArgumentNullException.ThrowIfNull(actual);
        ArgumentNullException.ThrowIfNull(predicted);
        string[] names = [.. classes];
        int[] truth = [.. actual], answers = [.. predicted];
        if (truth.Length != answers.Length) throw new ArgumentException($"There are {truth.Length} true classes and {answers.Length} predicted ones; give one for each example.", nameof(predicted));
        var counts = new long[names.Length, names.Length];
        for (var i = 0; i < truth.Length; i++)
        {
            if (truth[i] < 0 || truth[i] >= names.Length) throw new ArgumentOutOfRangeException(nameof(actual), truth[i], $"Example {i} is of a class that is none of the {names.Length}.");
            if (answers[i] < 0 || answers[i] >= names.Length) throw new ArgumentOutOfRangeException(nameof(predicted), answers[i], $"Example {i} is taken for a class that is none of the {names.Length}.");
            counts[truth[i], answers[i]]++;
        }

        return new ConfusionMatrix(names, counts);
    }

    /// <summary>Examples of a class: a row's sum.</summary>
    /// <param name="index">The class.</param>
    public long Support(int index) => Enumerable.Range(0, Classes.Count).Sum(other => counts[index, other]);

    /// <summary>Examples taken for a class: a column's sum.</summary>
    /// <param name="index">The class.</param>
    public long Predicted(int index) => Enumerable.Range(0, Classes.Count).Sum(other => counts[other, index]);

    /// <summary>A count as a share of its row, from 0 to 1; NaN where the class has no example.</summary>
    /// <param name="actual">Index of the true class.</param>
    /// <param name="predicted">Index of the predicted class.</param>
    public double RowShare(int actual, int predicted) => Support(actual) is var support && support > 0 ? (double)counts[actual, predicted] / support : double.NaN;

    /// <summary>The wrong pairs that occur most, most frequent first; among equals in the order of the classes.</summary>
    /// <param name="count">At most so many.</param>
    public IReadOnlyList<(int Actual, int Predicted, long Count)> MostConfused(int count) =>
    [
        .. Enumerable.Range(0, Classes.Count)
            .SelectMany(actual => Enumerable.Range(0, Classes.Count).Select(predicted => (Actual: actual, Predicted: predicted, Count: counts[actual, predicted])))
            .Where(pair => pair.Actual != pair.Predicted && pair.Count > 0)
            .OrderByDescending(pair => pair.Count)
            .Take(count),
    ];
}
