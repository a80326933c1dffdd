using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What is counted of scored rows with yes-no labels. Rows without a label or a finite score do not count.</summary>
internal sealed class BinaryCounts
{
    private readonly List<(float Score, bool Positive)> _rows = [];
    private double _logLoss;
    private int _withProbability;
    private int _positivesWithProbability;

    public int TruePositives { get; private set; }

    public int TrueNegatives { get; private set; }

    public int FalsePositives { get; private set; }

    public int FalseNegatives { get; private set; }

    public int Positives => TruePositives + FalseNegatives;

    public int Negatives => TrueNegatives + FalsePositives;

    public double Entropy => EntropyOf((double)Positives / (Positives + Negatives));

    public double LogLoss => double.IsNaN(_logLoss) ? double.NaN : _withProbability > 0 ? _logLoss / _withProbability : 0;

    public double LogLossReduction
    {
        get
        {
            if (_withProbability == 0)
                return 0;
            double prior = EntropyOf((double)_positivesWithProbability / _withProbability);
            return (prior - (_logLoss / _withProbability)) / prior;
        }
    }

    /// <summary>Counts a row; <paramref name="probability"/> is NaN where there is none.</summary>
    public void Add(float label, float score, float probability)
    {
        if (!float.IsFinite(score) || float.IsNaN(label))
            return;
        bool positive = label > 0;
        bool predicted = score > 0;
        if (positive && predicted)
            TruePositives++;
        else if (positive)
            FalseNegatives++;
        else if (predicted)
            FalsePositives++;
        else
            TrueNegatives++;
        _rows.Add((score, positive));
        if (float.IsNaN(probability))
        {
            _logLoss = double.NaN;
            return;
        }
        _withProbability++;
        if (positive)
            _positivesWithProbability++;
        _logLoss += positive ? -Math.Log(probability, 2) : -Math.Log(1.0 - probability, 2);
    }

    /// <summary>The Mann-Whitney statistic over its maximum: pairs of a positive above a negative, ties half.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of the classes is missing.</exception>
    public double AreaUnderRocCurve()
    {
        Contracts.CheckParam(Positives > 0, "PosSample", "AUC is not defined when there is no positive class in the data");
        Contracts.CheckParam(Negatives > 0, "NegSample", "AUC is not defined when there is no negative class in the data");
        double area = 0;
        long above = 0;
        foreach (var group in _rows.GroupBy(row => row.Score).OrderByDescending(group => group.Key))
        {
            long positives = group.LongCount(row => row.Positive);
            long negatives = group.LongCount() - positives;
            area += negatives * (above + (0.5 * positives));
            above += positives;
        }
        return area / ((double)Positives * Negatives);
    }

    /// <summary>
    /// The sum over positives, from the highest score, of the recall gained times the mean of the precision before it (1 at
    /// the start) and at it. Equal scores keep the order of the rows.
    /// </summary>
    public double AreaUnderPrecisionRecallCurve()
    {
        double area = 0;
        double recall = 0;
        double precision = 1;
        int found = 0;
        int wrong = 0;
        foreach (var (_, positive) in _rows.OrderByDescending(row => row.Score))
        {
            if (!positive)
            {
                wrong++;
                precision = (double)found / (found + wrong);
                continue;
            }
            found++;
            double newRecall = (double)found / Positives;
            double newPrecision = (double)found / (found + wrong);
            area += (newRecall - recall) * (precision + newPrecision) / 2;
            recall = newRecall;
            precision = newPrecision;
        }
        return area;
    }

    private static double EntropyOf(double probability)
        => probability is 0 or 1 ? 0
            : probability is > 0 and < 1 ? (-probability * Math.Log(probability, 2)) - ((1 - probability) * Math.Log(1 - probability, 2))
            : double.NaN;
}
