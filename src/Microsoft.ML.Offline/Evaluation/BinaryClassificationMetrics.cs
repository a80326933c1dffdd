namespace Microsoft.ML.Data;

/// <summary>How well a yes-no classifier does, judged by scores alone: a score above 0 is a yes.</summary>
public class BinaryClassificationMetrics
{
    internal BinaryClassificationMetrics(BinaryCounts counts, string[] classNames)
    {
        AreaUnderRocCurve = counts.AreaUnderRocCurve();
        AreaUnderPrecisionRecallCurve = counts.AreaUnderPrecisionRecallCurve();
        double total = counts.Positives + counts.Negatives;
        Accuracy = (counts.TruePositives + counts.TrueNegatives) / total;
        ConfusionMatrix = new ConfusionMatrix(
            [[counts.TruePositives, counts.FalseNegatives], [counts.FalsePositives, counts.TrueNegatives]], classNames, isBinary: true);
        PositivePrecision = ConfusionMatrix.PerClassPrecision[0];
        PositiveRecall = ConfusionMatrix.PerClassRecall[0];
        NegativePrecision = ConfusionMatrix.PerClassPrecision[1];
        NegativeRecall = ConfusionMatrix.PerClassRecall[1];
        double sum = PositivePrecision + PositiveRecall;
        F1Score = sum == 0 ? 0 : 2 * PositivePrecision * PositiveRecall / sum;
    }

    /// <summary>The probability that a random positive scores above a random negative; ties count half.</summary>
    public double AreaUnderRocCurve { get; }

    /// <summary>The share of right answers.</summary>
    public double Accuracy { get; }

    /// <summary>The share of yes answers that are right.</summary>
    public double PositivePrecision { get; }

    /// <summary>The share of positives that are found.</summary>
    public double PositiveRecall { get; }

    /// <summary>The share of no answers that are right.</summary>
    public double NegativePrecision { get; }

    /// <summary>The share of negatives that are found.</summary>
    public double NegativeRecall { get; }

    /// <summary>The harmonic mean of positive precision and recall.</summary>
    public double F1Score { get; }

    /// <summary>The area under precision over recall, by trapezoids.</summary>
    public double AreaUnderPrecisionRecallCurve { get; }

    /// <summary>The confusion matrix.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
