using System.Globalization;

namespace MlNetCnn.Explain;

/// <summary>What <see cref="DeletionCurve"/> and <see cref="InsertionCurve"/> find.</summary>
public sealed class FaithfulnessCurve
{
    internal FaithfulnessCurve(double[] fractions, IReadOnlyList<double[]> curves)
    {
        (Fractions, Curves) = (fractions, curves);
        Scores = [.. Enumerable.Range(0, fractions.Length).Select(i => curves.Sum(c => c[i]) / curves.Count)];
        Areas = [.. curves.Select(c => AreaUnder(fractions, c))];
    }

    /// <summary>Share of the pixels exchanged after each step, from 0 to 1.</summary>
    public IReadOnlyList<double> Fractions { get; }

    /// <summary>The score after each step, mean of all pictures.</summary>
    public IReadOnlyList<double> Scores { get; }

    /// <summary>The scores of each picture.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Curves { get; }

    /// <summary>The area under each picture's curve, by the trapezoid rule; from 0 to 1 for probabilities.</summary>
    public IReadOnlyList<double> Areas { get; }

    /// <summary>The mean area, the papers' AUC.</summary>
    public double Area => Areas.Sum() / Areas.Count;

    /// <summary>Area and ends, in words.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"area {Area:F4}, from {Scores[0]:F4} to {Scores[^1]:F4} in {Fractions.Count - 1} steps, mean of {Areas.Count} pictures");

    private static double AreaUnder(double[] x, double[] y)
    {
        var area = 0.0;
        for (var i = 1; i < x.Length; i++) area += (x[i] - x[i - 1]) * (y[i] + y[i - 1]) / 2;
        return area;
    }
}
