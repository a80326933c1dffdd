using System.Collections.Immutable;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>How often each class was predicted for each class. Binary matrices have the positive class first.</summary>
public sealed class ConfusionMatrix
{
    private readonly string[] _names;
    private readonly bool _isBinary;

    /// <summary>A matrix of counts by actual, then predicted class.</summary>
    internal ConfusionMatrix(double[][] counts, string[] names, bool isBinary)
    {
        _names = names;
        _isBinary = isBinary;
        NumberOfClasses = counts.Length;
        Counts = Array.ConvertAll(counts, IReadOnlyList<double> (row) => row.ToImmutableArray());
        PerClassRecall = [.. Enumerable.Range(0, NumberOfClasses).Select(i => Ratio(counts[i][i], counts[i].Sum()))];
        PerClassPrecision = [.. Enumerable.Range(0, NumberOfClasses).Select(i => Ratio(counts[i][i], counts.Sum(row => row[i])))];
    }

    /// <summary>By class: the share of its predictions that were right, 0 where it was never predicted.</summary>
    public IReadOnlyList<double> PerClassPrecision { get; }

    /// <summary>By class: the share of its rows that were found, 0 where it has none.</summary>
    public IReadOnlyList<double> PerClassRecall { get; }

    /// <summary>Rows by actual class, then predicted class.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Counts { get; }

    /// <summary>The number of classes.</summary>
    public int NumberOfClasses { get; }

    /// <summary>The matrix as a table of text.</summary>
    public string GetFormattedConfusionTable() => ConfusionTable.Format(this, _names, _isBinary);

    /// <summary>How often a class was predicted for rows of a class.</summary>
    public double GetCountForClassPair(int predictedClassIndicatorIndex, int actualClassIndicatorIndex)
    {
        CheckIndex(predictedClassIndicatorIndex, nameof(predictedClassIndicatorIndex));
        CheckIndex(actualClassIndicatorIndex, nameof(actualClassIndicatorIndex));
        return Counts[actualClassIndicatorIndex][predictedClassIndicatorIndex];
    }

    private void CheckIndex(int index, string name)
        => Contracts.CheckParam(index >= 0 && index < NumberOfClasses, name, "Invalid index. Should be non-negative, less than the number of classes.");

    private static double Ratio(double part, double whole) => whole > 0 ? part / whole : 0;
}
