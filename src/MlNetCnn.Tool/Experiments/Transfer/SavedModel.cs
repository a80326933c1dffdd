using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Tool.Experiments.Convnets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Loads a model that was just saved, and asks it and the one in memory about the same pictures.</summary>
internal static class SavedModel
{
    private const int Most = 20;

    /// <param name="path">The saved model.</param>
    /// <param name="pipeline">The one in memory.</param>
    /// <param name="data">Whose test pictures are asked about; where there are none, the validation pictures.</param>
    /// <param name="samples">Folder for the pictures, where they are not files.</param>
    /// <returns>How many pictures both were asked about.</returns>
    /// <exception cref="InvalidDataException">They differ; the message names the picture.</exception>
    public static int Check(string path, ITransformer pipeline, ExperimentData data, string samples)
    {
        // Spread over the classes, which may stand one after the other.
        var part = data.Count(DataPart.Test) > 0 ? DataPart.Test : DataPart.Validation;
        var all = data.Count(part);
        var count = Math.Min(Most, all);
        var some = Enumerable.Range(0, count).Select(i => new PhotoPath { ImagePath = data.FileOf(part, (int)((long)i * all / count), samples) }).ToList();
        var ml = new MLContext();
        var loaded = ml.Cnn.LoadModel(path);
        using var disposable = loaded as IDisposable;
        var (expected, actual) = (Scores(ml, pipeline, some), Scores(ml, loaded, some));
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
