using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Loads a model that was just saved, and asks it and the one in memory about the same pictures.</summary>
internal static class SavedModel
{
    private const int Most = 20;

    /// <returns>How many pictures both were asked about.</returns>
    /// <exception cref="InvalidDataException">They differ; the message names the picture.</exception>
    public static int Check(string path, TransferResult result, PhotoSet photos)
    {
        // Spread over the classes, which stand one after the other.
        var all = photos.Test.Count > 0 ? photos.Test : photos.Validation;
        var count = Math.Min(Most, all.Count);
        var some = Enumerable.Range(0, count).Select(i => new PhotoPath { ImagePath = all[(int)((long)i * all.Count / count)].Path }).ToList();
        var ml = new MLContext();
        var loaded = ml.Cnn.LoadModel(path);
        using var disposable = loaded as IDisposable;
        var (expected, actual) = (Scores(ml, result.Pipeline, some), Scores(ml, loaded, some));
        for (var i = 0; i < count; i++)
        {
            if (!expected[i].AsSpan().SequenceEqual(actual[i]))
                throw new InvalidDataException($"'{path}', loaded again, says [{string.Join(", ", actual[i])}] to '{some[i].ImagePath}'; before it was saved it said [{string.Join(", ", expected[i])}].");
        }

        return count;
    }

    private static List<float[]> Scores(MLContext ml, ITransformer model, List<PhotoPath> photos)
    {
        var view = model.Transform(ml.Data.LoadFromEnumerable(photos));
        var column = view.Schema["Score"];
        using var cursor = view.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> scores = default;
        List<float[]> rows = [];
        while (cursor.MoveNext())
        {
            get(ref scores);
            rows.Add([.. scores.DenseValues()]);
        }

        return rows;
    }
}
