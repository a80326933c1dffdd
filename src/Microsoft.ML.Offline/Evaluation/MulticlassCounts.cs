using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>What is counted of scored rows with class labels.</summary>
internal sealed class MulticlassCounts
{
    private const float Epsilon = 1e-15f;

    private readonly double[] _classRows;
    private readonly double[] _classLogLoss;
    private readonly double[] _ranks;
    private double _rows;
    private double _correct;
    private double _logLoss;

    public MulticlassCounts(int classes)
    {
        _classRows = new double[classes];
        _classLogLoss = new double[classes];
        _ranks = new double[classes + 1];
        Confusion = new double[classes][];
        for (int i = 0; i < classes; i++)
            Confusion[i] = new double[classes];
    }

    /// <summary>Rows by actual, then predicted class.</summary>
    public double[][] Confusion { get; }

    public double MicroAccuracy => _rows > 0 ? _correct / _rows : 0;

    public double MacroAccuracy
    {
        get
        {
            int[] present = [.. Enumerable.Range(0, _classRows.Length).Where(i => _classRows[i] > 0)];
            return present.Length == 0 ? 0 : present.Average(i => Confusion[i][i] / _classRows[i]);
        }
    }

    public double LogLoss => _rows > 0 ? _logLoss / _rows : 0;

    public double LogLossReduction
    {
        get
        {
            double entropy = -_classRows.Where(rows => rows != 0).Sum(rows => rows / _rows * Math.Log(rows / _rows));
            return (entropy - LogLoss) / entropy;
        }
    }

    public double[] PerClassLogLoss => [.. _classLogLoss.Select((loss, i) => _classRows[i] > 0 ? loss / _classRows[i] : 0)];

    /// <summary>Counts a row of a class, which is not negative. Among equal scores the lower class ranks first.</summary>
    public void Add(int label, ReadOnlySpan<float> scores)
    {
        bool known = label < scores.Length;
        double logLoss = -Math.Log(known ? Math.Min(1, Math.Max(Epsilon, scores[label])) : Epsilon);
        float own = known ? scores[label] : 0;
        int rank = 0;
        int predicted = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (scores[i] > own || (scores[i] == own && i < label))
                rank++;
            if (scores[i] > scores[predicted])
                predicted = i;
        }
        _rows++;
        _logLoss += logLoss;
        _ranks[rank]++;
        if (!known)
            return;
        _classRows[label]++;
        _classLogLoss[label] += logLoss;
        Confusion[label][predicted]++;
        if (rank == 0)
            _correct++;
    }

    public double[] TopKAccuracies(int k)
    {
        Contracts.CheckParam(k <= _ranks.Length, "topKPredictionCount", $"There are only {_classRows.Length} classes, but the top {k} were asked for");
        var accuracies = new double[k];
        double sum = 0;
        for (int i = 0; i < k; i++)
            accuracies[i] = sum += _ranks[i] / _rows;
        return accuracies;
    }
}
