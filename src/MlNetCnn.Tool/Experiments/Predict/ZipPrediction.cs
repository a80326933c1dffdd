using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Imaging;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.Experiments.Transfer;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Predict;

/// <summary>Runs an ML.NET model zip whose pipeline takes <c>ImagePath</c> and gives <c>Probability</c> or <c>Score</c>.</summary>
internal static class ZipPrediction
{
    public static Prediction Run(PredictSettings settings, IReadOnlyList<string> files, IDisplay display, CancellationToken cancellation)
    {
        if (settings.Model is { Application: not null } or { Preprocessing: not null })
            throw new UserErrorException("A .zip holds its whole pipeline; --application and --preprocessing are for Keras files.");
        var ml = new MLContext();
        var model = ml.Cnn.LoadModel(settings.Model.File, Engines.ByName(settings.Engine));
        using var disposable = model as IDisposable;
        var (good, skipped) = settings.BadPhotos == BadPhotos.Skip ? Readable(files, display) : (files, []);
        // A pipeline that was saved with its label mapping asks for a label too; predictions do not depend on it.
        var rows = ml.Data.LoadFromEnumerable(good.Select(f => new PhotoRow { ImagePath = f }).ToList());
        var view = model.Transform(rows);
        var column = view.Schema.GetColumnOrNull("Probability") ?? view.Schema.GetColumnOrNull("Score")
            ?? throw new UserErrorException($"'{settings.Model.File}' gives neither Probability nor Score; its columns are {string.Join(", ", view.Schema.Select(c => c.Name))}.");
        List<float> values = [];
        display.Progress("predicting", good.Count, bar =>
        {
            using var cursor = view.GetRowCursor([column]);
            var read = Reader(cursor, column, values);
            while (cursor.MoveNext())
            {
                cancellation.ThrowIfCancellationRequested();
                read();
                bar.Advance(1);
            }
        });
        var shape = column.Type is VectorDataViewType vector ? vector.Dimensions.ToArray() : [1];
        return new Prediction(new Scores(good, shape, [.. values], skipped), Names(view.Schema, column), null, null);
    }

    private static Action Reader(DataViewRowCursor cursor, DataViewSchema.Column column, List<float> values)
    {
        if (column.Type is VectorDataViewType)
        {
            var getVector = cursor.GetGetter<VBuffer<float>>(column);
            VBuffer<float> vector = default;
            return () =>
            {
                getVector(ref vector);
                values.AddRange(vector.DenseValues());
            };
        }

        var get = cursor.GetGetter<float>(column);
        float value = 0;
        return () =>
        {
            get(ref value);
            values.Add(value);
        };
    }

    private static IReadOnlyList<string>? Names(DataViewSchema schema, DataViewSchema.Column scores)
    {
        VBuffer<ReadOnlyMemory<char>> names = default;
        if (scores.Annotations.Schema.GetColumnOrNull("SlotNames") is not null) scores.Annotations.GetValue("SlotNames", ref names);
        else if (schema.GetColumnOrNull("PredictedLabel") is { } label && label.Annotations.Schema.GetColumnOrNull("KeyValues") is not null)
            label.Annotations.GetValue("KeyValues", ref names);
        return names.Length > 0 ? [.. names.DenseValues().Select(n => n.ToString())] : null;
    }

    private static (IReadOnlyList<string> Good, IReadOnlyList<(string File, string Reason)> Skipped) Readable(IReadOnlyList<string> files, IDisplay display)
    {
        List<string> good = [];
        List<(string, string)> skipped = [];
        foreach (var file in files)
        {
            try
            {
                ImageFile.Load(file);
                good.Add(file);
            }
            catch (Exception e) when (e is ImageFormatException or IOException or UnauthorizedAccessException)
            {
                var reason = PhotoCheck.Reason(e, file);
                display.Warning($"'{file}' is left out: {reason}");
                skipped.Add((file, reason));
            }
        }

        return (good, skipped);
    }
}
