using Microsoft.ML;
using MlNetCnn.Keras;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>The column of features between a base and the classifier trained on them.</summary>
internal static class FeatureColumn
{
    /// <summary>ML.NET's mappings of labels. They make keys, or of keys values: never the floats that a classifier reads.</summary>
    private static readonly string[] Mappings = ["ValueToKeyMappingTransformer", "KeyToValueMappingTransformer"];

    /// <summary>Whether a link of a pipeline surely leaves the column as it is.</summary>
    /// <param name="link">The link.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="shape">Shape of the features.</param>
    public static bool IsKeptBy(ITransformer link, string column, Shape shape)
    {
        if (Mappings.Contains(link.GetType().Name)) return true;
        var builder = new DataViewSchema.Builder();
        builder.AddColumn(column, Columns.FloatVectorType(shape));
        try
        {
            // A column of the same name hides the one before it.
            return link.GetOutputSchema(builder.ToSchema()).GetColumnOrNull(column) is { Index: 0 };
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            // It reads other columns too; which it makes of them shows only where they are.
            return false;
        }
    }
}
