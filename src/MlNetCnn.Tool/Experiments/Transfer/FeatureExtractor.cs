using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Runs pictures through the pipeline of the base network, once each, and keeps their features in memory for training.</summary>
internal sealed class FeatureExtractor(MLContext ml, ITransformer pipeline)
{
    /// <summary>Features and labels of pictures, in their order.</summary>
    /// <param name="photos">The pictures.</param>
    /// <param name="second">The second of two classes, for labels that are Booleans; null for the classes' names.</param>
    /// <param name="bar">Told of each picture.</param>
    /// <param name="cancellation">Ends it between two pictures.</param>
    public IDataView Extract(IReadOnlyList<Photo> photos, string? second, IProgressBar bar, CancellationToken cancellation)
    {
        var view = pipeline.Transform(ml.Data.LoadFromEnumerable(photos.Select(p => new PhotoRow { ImagePath = p.Path, Label = p.Label }).ToList()));
        var column = view.Schema["Features"];
        var rows = new List<float[]>(photos.Count);
        using var cursor = view.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            get(ref features);
            var values = new float[features.Length];
            features.CopyTo(values);
            rows.Add(values);
            bar.Advance(1);
        }

        var type = new VectorDataViewType(NumberDataViewType.Single, ((VectorDataViewType)column.Type).Size);
        return second is null
            ? View(photos.Zip(rows, (p, r) => new FeatureRow { Features = r, Label = p.Label }), type)
            : View(photos.Zip(rows, (p, r) => new BinaryFeatureRow { Features = r, Label = p.Label == second }), type);
    }

    private IDataView View<TRow>(IEnumerable<TRow> rows, VectorDataViewType features)
        where TRow : class
    {
        var schema = SchemaDefinition.Create(typeof(TRow));
        schema["Features"].ColumnType = features;
        return ml.Data.LoadFromEnumerable(rows.ToList(), schema);
    }
}
