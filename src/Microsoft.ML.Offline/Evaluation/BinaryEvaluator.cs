using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Checks columns and counts rows of scored yes-no data.</summary>
internal static class BinaryEvaluator
{
    /// <summary>Counts the rows; <paramref name="probabilityColumnName"/> is null where probabilities are not judged.</summary>
    public static BinaryCounts Count(IDataView data, string labelColumnName, string scoreColumnName,
        string probabilityColumnName, string predictedLabelColumnName)
    {
        DataViewSchema.Column label = LabelReader.Find(data, "Label", labelColumnName);
        DataViewSchema.Column score = LabelReader.Find(data, "Score", scoreColumnName);
        DataViewSchema.Column? probability = probabilityColumnName == null ? null : LabelReader.Find(data, "Probability", probabilityColumnName);
        LabelReader.Find(data, "PredictedLabel", predictedLabelColumnName);
        CheckSingle("score", score);
        if (probability != null)
            CheckSingle("probability", probability.Value);
        if (label.Type != NumberDataViewType.Single && label.Type != NumberDataViewType.Double && label.Type is not BooleanDataViewType and not KeyDataViewType { Count: 2 })
            throw Contracts.ExceptSchemaMismatch("schema", "label", label.Name, "Single, Double, Boolean, or a Key with cardinality 2", label.Type.ToString());

        var counts = new BinaryCounts();
        using (DataViewRowCursor cursor = data.GetRowCursor(probability == null ? [label, score] : [label, score, probability.Value]))
        {
            Func<float> readLabel = LabelReader.Bind(cursor, label);
            ValueGetter<float> getScore = cursor.GetGetter<float>(score);
            ValueGetter<float> getProbability = probability == null ? null : cursor.GetGetter<float>(probability.Value);
            float scoreValue = 0;
            float probabilityValue = float.NaN;
            while (cursor.MoveNext())
            {
                getScore(ref scoreValue);
                getProbability?.Invoke(ref probabilityValue);
                counts.Add(readLabel(), scoreValue, probabilityValue);
            }
        }
        return counts;
    }

    /// <summary>The names of the positive and the negative class: a key's values where they are text.</summary>
    public static string[] ClassNames(IDataView data, string labelColumnName)
    {
        DataViewSchema.Column label = data.Schema[labelColumnName];
        if (!label.HasKeyValues())
            return ["positive", "negative"];
        VBuffer<ReadOnlyMemory<char>> names = default;
        label.GetKeyValues(ref names);
        // Key 1 is the negative class, key 2 the positive one; ML.NET names the table in key order all the same.
        return [.. names.DenseValues().Select(name => name.ToString())];
    }

    private static void CheckSingle(string role, DataViewSchema.Column column)
    {
        if (column.Type != NumberDataViewType.Single)
            throw Contracts.ExceptSchemaMismatch("schema", role, column.Name, "Single", column.Type.ToString());
    }
}
