using MlNetCnn.Compute;

namespace MlNetCnn.Conformance.Results;

/// <summary>How far what a runtime made is from what the managed engine made.</summary>
/// <param name="Difference">The largest difference of two values; infinite where a value is not a number or one has more values.</param>
/// <param name="Largest">The largest absolute value of the managed engine's.</param>
internal sealed record Comparison(double Difference, double Largest)
{
    /// <summary>What is allowed.</summary>
    public const double Tolerance = 1e-4;

    /// <summary>Whether it is near enough: the difference is measured against values of 1, or against larger ones where there are larger ones.</summary>
    public bool Holds => Difference <= Tolerance * Math.Max(1, Largest);

    /// <summary>Compares outputs.</summary>
    /// <param name="expected">The managed engine's.</param>
    /// <param name="found">The other's, value by value.</param>
    public static Comparison Of(IReadOnlyList<Tensor> expected, IReadOnlyList<float[]> found)
    {
        double difference = expected.Count == found.Count ? 0 : double.PositiveInfinity, largest = 0;
        for (var i = 0; i < Math.Min(expected.Count, found.Count); i++)
        {
            var values = expected[i].Span;
            if (values.Length != found[i].Length) return new(double.PositiveInfinity, largest);
            for (var j = 0; j < values.Length; j++)
            {
                var d = Math.Abs((double)values[j] - found[i][j]);
                difference = Math.Max(difference, double.IsNaN(d) ? double.PositiveInfinity : d);
                largest = Math.Max(largest, Math.Abs(values[j]));
            }
        }

        return new(difference, largest);
    }
}
