using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Features and labels read from a view in one pass.</summary>
internal sealed class FeatureRows
{
    private FeatureRows(Shape shape, LabelColumn label, List<float[]> features, List<int> classes) =>
        (Shape, Label, Features, Classes) = (shape, label, features, classes);

    /// <summary>Number of features, as a shape of rank 1.</summary>
    public Shape Shape { get; }

    /// <summary>The label column.</summary>
    public LabelColumn Label { get; }

    /// <summary>One vector per row.</summary>
    public List<float[]> Features { get; }

    /// <summary>One class index per row.</summary>
    public List<int> Classes { get; }

    /// <summary>Reads a view. Rows without a label are left out, with a warning, as ML.NET's trainers do.</summary>
    public static FeatureRows Read(IDataView data, DenseOptions options, IChannel channel)
    {
        var (column, shape) = Columns.FloatVector(data.Schema, options.FeatureColumnName, "Dense");
        var label = new LabelColumn(data.Schema, options.LabelColumnName, "Dense");
        List<float[]> features = [];
        List<int> classes = [];
        var unlabelled = 0;
        using var cursor = data.GetRowCursor([column, label.Column]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(column);
        var readClass = label.CreateReader(cursor);
        VBuffer<float> vector = default;
        while (cursor.MoveNext())
        {
            if (options.CancellationToken.IsCancellationRequested) break;
            var index = readClass();
            if (index < 0)
            {
                unlabelled++;
                continue;
            }

            getFeatures(ref vector);
            var row = new float[shape.Count];
            vector.CopyTo(row);
            features.Add(row);
            classes.Add(index);
        }

        if (unlabelled > 0) channel.Warning(MessageSensitivity.None, "{0} rows without a label were left out.", unlabelled);
        return new FeatureRows([(int)shape.Count], label, features, classes);
    }

    /// <summary>The rows of the given numbers as batches: one value (0 or 1) per row for binary targets, a one-hot row per class otherwise.</summary>
    public ArrayBatchSource ToSource(IReadOnlyList<int> rows)
    {
        var length = (int)Shape.Count;
        var width = Label.Task == ClassificationTask.Binary ? 1 : Label.ClassNames.Count;
        var inputs = new float[checked((long)rows.Count * length)];
        var targets = new float[rows.Count * width];
        for (var i = 0; i < rows.Count; i++)
        {
            Features[rows[i]].CopyTo(inputs.AsSpan(i * length));
            var index = Classes[rows[i]];
            if (width == 1) targets[i] = index;
            else targets[i * width + index] = 1;
        }

        return new ArrayBatchSource(Shape, inputs, targets, [width]);
    }
}
