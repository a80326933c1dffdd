using System.Collections.Immutable;

namespace Microsoft.ML.Data;

/// <summary>How well a classifier of several classes does. Logarithms are natural.</summary>
public sealed class MulticlassClassificationMetrics
{
    internal MulticlassClassificationMetrics(MulticlassCounts counts, string[] classNames, int topKPredictionCount)
    {
        LogLoss = counts.LogLoss;
        LogLossReduction = counts.LogLossReduction;
        MicroAccuracy = counts.MicroAccuracy;
        MacroAccuracy = counts.MacroAccuracy;
        PerClassLogLoss = counts.PerClassLogLoss.ToImmutableArray();
        TopKPredictionCount = topKPredictionCount;
        if (topKPredictionCount > 0)
            TopKAccuracyForAllK = counts.TopKAccuracies(topKPredictionCount).ToImmutableArray();
        ConfusionMatrix = new ConfusionMatrix(counts.Confusion, classNames, isBinary: false);
    }

    /// <summary>The mean of -ln of the probability given to the right class, which counts as at least 1e-15.</summary>
    public double LogLoss { get; }

    /// <summary>The share by which the log-loss is below that of always giving the shares of the classes; at most 1.</summary>
    public double LogLossReduction { get; }

    /// <summary>The mean over classes that occur of the share of their rows that are right.</summary>
    public double MacroAccuracy { get; }

    /// <summary>The share of rows that are right.</summary>
    public double MicroAccuracy { get; }

    /// <summary>The share of rows whose class is among the k highest scores, for the k asked for; 0 where none was.</summary>
    public double TopKAccuracy => TopKAccuracyForAllK?.LastOrDefault() ?? 0;

    /// <summary>The k asked for, or 0.</summary>
    public int TopKPredictionCount { get; }

    /// <summary>The top-k accuracy for every k from 1, or null where none was asked for.</summary>
    public IReadOnlyList<double> TopKAccuracyForAllK { get; }

    /// <summary>By class: the log-loss of its rows, 0 where it has none.</summary>
    public IReadOnlyList<double> PerClassLogLoss { get; }

    /// <summary>The confusion matrix.</summary>
    public ConfusionMatrix ConfusionMatrix { get; }
}
