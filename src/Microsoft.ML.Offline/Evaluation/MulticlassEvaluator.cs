using System.Globalization;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Checks columns and counts rows of scored data of several classes.</summary>
internal static class MulticlassEvaluator
{
    public static MulticlassClassificationMetrics Evaluate(IDataView data, string labelColumnName,
        string scoreColumnName, string predictedLabelColumnName, int topKPredictionCount)
    {
        DataViewSchema.Column label = LabelReader.Find(data, "Label", labelColumnName);
        DataViewSchema.Column score = LabelReader.Find(data, "Score", scoreColumnName);
        LabelReader.Find(data, "PredictedLabel", predictedLabelColumnName);
        if (score.Type is not VectorDataViewType { Size: >= 2 } vector || vector.ItemType != NumberDataViewType.Single)
            throw Contracts.ExceptSchemaMismatch("schema", "score", score.Name, "vector of two or more items of type Single", score.Type.ToString());
        if (label.Type != NumberDataViewType.Single && label.Type is not KeyDataViewType)
            throw Contracts.ExceptSchemaMismatch("schema", "label", label.Name, "Single or Key", label.Type.ToString());

        var counts = new MulticlassCounts(vector.Size);
        using (DataViewRowCursor cursor = data.GetRowCursor([label, score]))
        {
            Func<float> readLabel = LabelReader.Bind(cursor, label);
            ValueGetter<VBuffer<float>> getScores = cursor.GetGetter<VBuffer<float>>(score);
            VBuffer<float> buffer = default;
            var scores = new float[vector.Size];
            while (cursor.MoveNext())
            {
                float value = readLabel();
                // Rows without a class number or with a score that is not finite do not count.
                if (!(value >= 0) || value != (int)value)
                    continue;
                getScores(ref buffer);
                Contracts.Check(buffer.Length == scores.Length, $"Column '{score.Name}': expected {scores.Length} slots, but got {buffer.Length}");
                buffer.CopyTo(scores);
                if (scores.All(float.IsFinite))
                    counts.Add((int)value, scores);
            }
        }
        return new MulticlassClassificationMetrics(counts, ClassNames(score, vector.Size), topKPredictionCount);
    }

    /// <summary>The slot names of the scores, else numbers.</summary>
    private static string[] ClassNames(DataViewSchema.Column score, int classes)
    {
        if (!score.HasSlotNames())
            return [.. Enumerable.Range(0, classes).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        VBuffer<ReadOnlyMemory<char>> names = default;
        score.GetSlotNames(ref names);
        return [.. names.DenseValues().Select(name => name.ToString())];
    }
}
