namespace MlNetCnn.Training.Metrics;

/// <summary>Positives and negatives by the threshold interval that their score lies in, per label.</summary>
internal sealed class AucCounts : MetricAccumulator
{
    private readonly Auc _metric;
    private readonly int _labels;
    private readonly double[] _positives, _negatives;

    public AucCounts(Auc metric, int labels)
    {
        (_metric, _labels) = (metric, labels);
        (_positives, _negatives) = (new double[labels * metric.NumThresholds], new double[labels * metric.NumThresholds]);
    }

    public override double Result
    {
        get
        {
            double sum = 0;
            for (var label = 0; label < _labels; label++) sum += Area(label);
            return sum / _labels;
        }
    }

    public override void Update(ReadOnlySpan<float> output, ReadOnlySpan<float> target, double weight = 1)
    {
        for (var i = 0; i < output.Length; i++)
        {
            var bucket = (i % _labels * _metric.NumThresholds) + Bucket(output[i]);
            (target[i] != 0 ? _positives : _negatives)[bucket] += weight;
        }
    }

    public override double[] Save() => [.. _positives, .. _negatives];

    public override void Restore(ReadOnlySpan<double> counts)
    {
        if (counts.Length != _positives.Length * 2) throw new ArgumentException($"{_metric.Name} counts {_positives.Length * 2} numbers, not {counts.Length}.", nameof(counts));
        counts[.._positives.Length].CopyTo(_positives);
        counts[_positives.Length..].CopyTo(_negatives);
    }

    // Strictly above threshold i, and not above the next; in single precision, as Keras. The first threshold lies below 0, the last above 1.
    private int Bucket(float score)
    {
        if (!(score > 0)) return 0;
        return Math.Max(0, (int)MathF.Ceiling(Math.Min(score, 1) * (_metric.NumThresholds - 1)) - 1);
    }

    private double Area(int label)
    {
        var n = _metric.NumThresholds;
        double[] tp = Above(_positives.AsSpan(label * n, n)), fp = Above(_negatives.AsSpan(label * n, n));
        double sum = 0;
        for (var i = 0; i < n - 1; i++)
        {
            sum += _metric is { Curve: AucCurve.Pr, SummationMethod: AucSummation.Interpolation }
                ? PrecisionRecall(tp[i], fp[i], tp[i + 1], fp[i + 1], tp[0])
                : Term(tp[i], fp[i], tp[i + 1], fp[i + 1], tp[0], fp[0]);
        }

        return sum;
    }

    /// <summary>How many lie above each threshold.</summary>
    private static double[] Above(ReadOnlySpan<double> buckets)
    {
        var above = buckets.ToArray();
        for (var i = above.Length - 2; i >= 0; i--) above[i] += above[i + 1];
        return above;
    }

    // The area between a threshold (a) and the next higher one (b).
    private double Term(double tpA, double fpA, double tpB, double fpB, double positives, double negatives)
    {
        double recallA = PositiveCounts.Ratio(tpA, positives), recallB = PositiveCounts.Ratio(tpB, positives);
        var (xA, yA, xB, yB) = _metric.Curve == AucCurve.Roc
            ? (PositiveCounts.Ratio(fpA, negatives), recallA, PositiveCounts.Ratio(fpB, negatives), recallB)
            : (recallA, PositiveCounts.Ratio(tpA, tpA + fpA), recallB, PositiveCounts.Ratio(tpB, tpB + fpB));
        var height = _metric.SummationMethod switch
        {
            AucSummation.Interpolation => (yA + yB) / 2,
            AucSummation.Minoring => Math.Min(yA, yB),
            _ => Math.Max(yA, yB),
        };
        return (xA - xB) * height;
    }

    // Keras's interpolate_pr_auc: between two points true positives grow in proportion to all taken for positive.
    private static double PrecisionRecall(double tpA, double fpA, double tpB, double fpB, double positives)
    {
        double pA = tpA + fpA, pB = tpB + fpB, rise = tpA - tpB;
        var slope = PositiveCounts.Ratio(rise, Math.Max(pA - pB, 0));
        var intercept = tpB - slope * pB;
        var ratio = pA > 0 && pB > 0 ? pA / pB : 1;
        return PositiveCounts.Ratio(slope * (rise + intercept * Math.Log(ratio)), positives);
    }
}
