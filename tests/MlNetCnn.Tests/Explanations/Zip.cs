using Microsoft.ML;
using MlNetCnn.Testing;

namespace MlNetCnn.Tests.Explanations;

/// <summary>There and back.</summary>
internal static class Zip
{
    /// <summary>Saved by ML.NET itself and loaded in another context.</summary>
    public static ITransformer Reload(MLContext ml, ITransformer transformer, IDataView data)
    {
        using var folder = new TempFolder();
        ml.Model.Save(transformer, data.Schema, folder.File("model.zip"));
        var other = new MLContext(99);
        _ = other.Cnn;
        return other.Model.Load(folder.File("model.zip"), out _);
    }
}
