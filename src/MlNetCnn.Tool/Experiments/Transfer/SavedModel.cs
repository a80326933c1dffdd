using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Compute;
using MlNetCnn.Tool.Bases;
using MlNetCnn.Tool.Experiments.Convnets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Loads a model that was just saved, and asks it and the one in memory about the same pictures.</summary>
internal static class SavedModel
{
    private const int Most = 20;

    // Of scores. The managed engine repeats its bits; on others (IEngine.Arithmetic) two runs may differ, on GPUs that multiply in TF32 as much as this.
    private const float Near = 1e-3f;

    /// <param name="path">The saved model.</param>
    /// <param name="pipeline">The one in memory.</param>
    /// <param name="data">Whose test pictures are asked about; where there are none, the validation pictures.</param>
    /// <param name="samples">Folder for the pictures, where they are not files.</param>
    /// <param name="engine">The engine's name, for both.</param>
    /// <returns>How many pictures both were asked about, and how alike the answers are.</returns>
    /// <exception cref="InvalidDataException">They differ; the message names the picture.</exception>
    public static (int Count, string Alike) Check(string path, ITransformer pipeline, ExperimentData data, string samples, string engine)
    {
        // Spread over the classes, which may stand one after the other.
        var part = data.Count(DataPart.Test) > 0 ? DataPart.Test : DataPart.Validation;
        var all = data.Count(part);
        var count = Math.Min(Most, all);
        var some = Enumerable.Range(0, count).Select(i => new PhotoPath { ImagePath = data.FileOf(part, (int)((long)i * all / count), samples) }).ToList();
        var ml = new MLContext();
        var runs = Engines.ByName(engine);
        var loaded = ml.Cnn.LoadModel(path, runs);
        var repeatsBits = runs is ManagedEngine;
        using var disposable = loaded as IDisposable;
        var (expected, actual) = (Scores(ml, pipeline, some), Scores(ml, loaded, some));
        for (var i = 0; i < count; i++)
        {
            if (!(repeatsBits ? expected[i].AsSpan().SequenceEqual(actual[i]) : AreNear(expected[i], actual[i])))
                throw new InvalidDataException($"'{path}', loaded again, says [{string.Join(", ", actual[i])}] to '{some[i].ImagePath}'; before it was saved it said [{string.Join(", ", expected[i])}].");
        }

        return (count, repeatsBits ? "bit for bit" : string.Create(CultureInfo.InvariantCulture, $"to {Near}"));
    }

    private static bool AreNear(float[] a, float[] b) => a.Length == b.Length && a.Zip(b).All(p => p.First.Equals(p.Second) || Math.Abs(p.First - p.Second) <= Near * Math.Max(1, Math.Abs(p.First)));

    private static List<float[]> Scores(MLContext ml, ITransformer model, List<PhotoPath> photos)
    {
        var view = model.Transform(ml.Data.LoadFromEnumerable(photos));
        var column = view.Schema["Score"];
        using var cursor = view.GetRowCursor([column]);
        List<float[]> rows = [];
        if (column.Type is not VectorDataViewType)
        {
            var getOne = cursor.GetGetter<float>(column);
            float score = 0;
            while (cursor.MoveNext())
            {
                getOne(ref score);
                rows.Add([score]);
            }

            return rows;
        }

        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> scores = default;
        while (cursor.MoveNext())
        {
            get(ref scores);
            rows.Add([.. scores.DenseValues()]);
        }

        return rows;
    }
}
