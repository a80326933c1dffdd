using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using MlNetCnn.Pipeline;
using MlNetCnn.Training;

namespace MlNetCnn;

/// <summary>Features and labels read from a view in one pass, and held in memory: one value (0 or 1) per row for binary targets, a one-hot row otherwise.</summary>
internal sealed class FeatureRows
{
    private FeatureRows(LabelColumn label, ArrayBatchSource source) => (Label, Source) = (label, source);

    /// <summary>The label column.</summary>
    public LabelColumn Label { get; }

    /// <summary>All rows.</summary>
    public ArrayBatchSource Source { get; }

    /// <summary>Reads a view. Rows without a label are left out, with a warning, as ML.NET's trainers do.</summary>
    public static FeatureRows Read(IDataView data, DenseOptions options, IChannel channel)
    {
        var (column, shape) = Columns.FloatVector(data.Schema, options.FeatureColumnName, "Dense");
        var label = new LabelColumn(data.Schema, options.LabelColumnName, "Dense");
        var length = checked((int)shape.Count);
        var width = label.Width;
        var capacity = (int)Math.Min(data.GetRowCount() ?? 256, Array.MaxLength / Math.Max(length, width));
        var (features, targets) = (new float[capacity * length], new float[capacity * width]);
        var (count, unlabelled) = (0, 0);

        using var cursor = data.GetRowCursor([column, label.Column]);
        var getFeatures = cursor.GetGetter<VBuffer<float>>(column);
        var readTarget = label.CreateReader(cursor);
        var target = new float[width];
        VBuffer<float> vector = default;
        while (cursor.MoveNextOrThrowCause())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            if (!readTarget(target))
            {
                unlabelled++;
                continue;
            }

            if ((count + 1) * (long)length > features.Length) Grow(ref features, length, ref targets, width);
            getFeatures(ref vector);
            vector.CopyTo(features.AsSpan(count * length, length));
            target.CopyTo(targets.AsSpan(count * width));
            count++;
        }

        if (unlabelled > 0) channel.Warning(MessageSensitivity.None, "{0} rows without a label were left out.", unlabelled);
        return new FeatureRows(label, new ArrayBatchSource([length], features.AsMemory(0, count * length), targets.AsMemory(0, count * width), [width]));
    }

    private static void Grow(ref float[] features, int length, ref float[] targets, int width)
    {
        var rows = Math.Min(Math.Max(1, features.Length / length) * 2L, Array.MaxLength / Math.Max(length, width));
        if (rows * length <= features.Length)
            throw new NotSupportedException($"Dense holds its features in memory, in one array: {rows} rows of {length} values are the most it can take.");
        Array.Resize(ref features, (int)rows * length);
        Array.Resize(ref targets, (int)rows * width);
    }
}
