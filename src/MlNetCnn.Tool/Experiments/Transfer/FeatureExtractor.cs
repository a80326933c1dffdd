using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Tool.Display;
using MlNetCnn.Tool.PhotoSets;

namespace MlNetCnn.Tool.Experiments.Transfer;

/// <summary>Runs pictures through the pipeline of the base network, once each, and keeps their features in memory for training.</summary>
internal sealed class FeatureExtractor(MLContext ml, ITransformer pipeline)
{
    /// <summary>Features and labels of pictures, in their order.</summary>
    public IDataView Extract(IReadOnlyList<Photo> photos, IProgressBar bar, CancellationToken cancellation)
    {
        var view = pipeline.Transform(ml.Data.LoadFromEnumerable(photos.Select(p => new PhotoRow { ImagePath = p.Path, Label = p.Label }).ToList()));
        var column = view.Schema["Features"];
        var rows = new List<FeatureRow>(photos.Count);
        using var cursor = view.GetRowCursor([column]);
        var get = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> features = default;
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            get(ref features);
            var values = new float[features.Length];
            features.CopyTo(values);
            rows.Add(new FeatureRow { Features = values, Label = photos[rows.Count].Label });
            bar.Advance(1);
        }

        var schema = SchemaDefinition.Create(typeof(FeatureRow));
        schema["Features"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, ((VectorDataViewType)column.Type).Size);
        return ml.Data.LoadFromEnumerable(rows, schema);
    }
}
