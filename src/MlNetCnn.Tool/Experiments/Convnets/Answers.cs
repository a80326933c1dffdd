using Microsoft.ML;
using Microsoft.ML.Data;

namespace MlNetCnn.Tool.Experiments.Convnets;

/// <summary>What a classifier says to pictures whose classes are known.</summary>
/// <param name="Probabilities">Per picture, one for each class.</param>
/// <param name="Labels">Per picture the class that it is of.</param>
internal sealed record Answers(IReadOnlyList<float[]> Probabilities, IReadOnlyList<int> Labels)
{
    // Keras's epsilon: a probability of 0 costs 16.1, not infinity.
    private const double Least = 1e-7;

    /// <summary>The class with the largest probability, per picture; the first of equals. Of two classes the second needs more than a half.</summary>
    public IReadOnlyList<int> Predicted { get; } = [.. Probabilities.Select(Best)];

    /// <summary>How many pictures there are.</summary>
    public int Count => Labels.Count;

    /// <summary>How many are named rightly.</summary>
    public int Right => Labels.Zip(Predicted).Count(p => p.First == p.Second);

    /// <summary>Fraction that is named rightly.</summary>
    public double Accuracy => (double)Right / Count;

    /// <summary>Cross-entropy, natural logarithm, per picture.</summary>
    public double Loss => Probabilities.Zip(Labels).Average(p => -Math.Log(Math.Max(p.First[p.Second], Least)));

    /// <summary>The pictures named wrongly, the surest first.</summary>
    public IEnumerable<int> Errors => Enumerable.Range(0, Count).Where(i => Predicted[i] != Labels[i]).OrderByDescending(i => Probabilities[i][Predicted[i]]);

    /// <summary>Asks a model.</summary>
    /// <param name="model">Gives <c>Probability</c> (of the second of two classes) or <c>Score</c> (a probability per class).</param>
    /// <param name="rows">The pictures.</param>
    /// <param name="labels">Their classes, in the order of the rows.</param>
    public static Answers Of(ITransformer model, IDataView rows, IReadOnlyList<int> labels)
    {
        var view = model.Transform(rows);
        var column = view.Schema.GetColumnOrNull("Probability") ?? view.Schema["Score"];
        using var cursor = view.GetRowCursor([column]);
        List<float[]> answers = new(labels.Count);
        if (column.Type is VectorDataViewType)
        {
            var get = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> scores = default;
            while (cursor.MoveNext())
            {
                get(ref scores);
                answers.Add(scores.Length == 1 ? Two(scores.GetItemOrDefault(0)) : [.. scores.DenseValues()]);
            }
        }
        else
        {
            var get = cursor.GetGetter<float>(column);
            float probability = 0;
            while (cursor.MoveNext())
            {
                get(ref probability);
                answers.Add(Two(probability));
            }
        }

        return new Answers(answers, labels);
    }

    private static float[] Two(float second) => [1 - second, second];

    private static int Best(float[] probabilities)
    {
        var best = 0;
        for (var i = 1; i < probabilities.Length; i++)
            if (probabilities[i] > probabilities[best]) best = i;
        return best;
    }
}
