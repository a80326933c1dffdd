using System.Runtime.InteropServices;

namespace MlNetCnn.Training.Metrics;

/// <summary>All scores of a pass, for the exact area under the ROC curve: the Mann-Whitney statistic with weights.</summary>
internal sealed class ExactAucCounts(Auc metric, int labels) : MetricAccumulator
{
    // Score, weight as a positive, weight as a negative; label after label in turn.
    private readonly List<double> _seen = [];

    public override double Result
    {
        get
        {
            double sum = 0;
            for (var label = 0; label < labels; label++) sum += Area(label);
            return sum / labels;
        }
    }

    public override void Update(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight = 1)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var positive = target[i] != 0;
            _seen.AddRange([output[i], positive ? weight : 0, positive ? 0 : weight]);
        }
    }

    public override double[] Save() => [.. _seen];

    public override void Restore(ReadOnlySpan<double> counts)
    {
        if (counts.Length % (3 * labels) != 0) throw new ArgumentException($"{metric.Name} keeps {3 * labels} numbers per example; {counts.Length} are not a whole number of them.", nameof(counts));
        _seen.Clear();
        _seen.AddRange(counts);
    }

    private double Area(int label)
    {
        List<(double Score, double Positive, double Negative)> all = [];
        var seen = CollectionsMarshal.AsSpan(_seen);
        for (var i = label * 3; i < seen.Length; i += labels * 3) all.Add((seen[i], seen[i + 1], seen[i + 2]));
        double below = 0, pairs = 0, positives = 0;
        foreach (var tied in all.GroupBy(s => s.Score).OrderBy(g => g.Key))
        {
            double positive = tied.Sum(s => s.Positive), negative = tied.Sum(s => s.Negative);
            pairs += positive * (below + negative / 2);
            below += negative;
            positives += positive;
        }

        return PositiveCounts.Ratio(pairs, positives * below);
    }
}
