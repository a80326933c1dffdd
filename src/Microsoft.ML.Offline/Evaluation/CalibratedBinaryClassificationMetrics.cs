namespace Microsoft.ML.Data;

/// <summary>How well a yes-no classifier does that gives probabilities. Logarithms are to base 2.</summary>
public sealed class CalibratedBinaryClassificationMetrics : BinaryClassificationMetrics
{
    internal CalibratedBinaryClassificationMetrics(BinaryCounts counts, string[] classNames)
        : base(counts, classNames)
    {
        LogLoss = counts.LogLoss;
        LogLossReduction = counts.LogLossReduction;
        Entropy = counts.Entropy;
    }

    /// <summary>The mean of -log2 of the probability given to the right answer, in bits.</summary>
    public double LogLoss { get; }

    /// <summary>The share by which the log-loss is below that of always giving the share of positives; at most 1.</summary>
    public double LogLossReduction { get; }

    /// <summary>The log-loss of always giving the share of positives, in bits.</summary>
    public double Entropy { get; }
}
