using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Pipeline;

namespace MlNetCnn;

/// <summary>The columns of a heatmap: the map and, where asked for, the class and the score explained.</summary>
internal static class HeatmapColumns
{
    /// <summary>With everything known.</summary>
    public static IReadOnlyList<DataViewSchema.DetachedColumn> Make(HeatmapOptions options, int height, int width, int classes)
    {
        List<DataViewSchema.DetachedColumn> columns = [new(options.OutputColumnName, Columns.FloatVectorType([height, width]), null)];
        if (options.ClassColumnName is { } name)
        {
            var annotations = new DataViewSchema.Annotations.Builder();
            if (options.ClassNames is { } names) AnnotationColumns.AddTexts(annotations, AnnotationColumns.KeyValues, names);
            columns.Add(new DataViewSchema.DetachedColumn(name, new KeyDataViewType(typeof(uint), classes), annotations.ToAnnotations()));
        }

        if (options.ScoreColumnName is { } score) columns.Add(new DataViewSchema.DetachedColumn(score, NumberDataViewType.Single, null));
        return columns;
    }

    /// <summary>Before there is data.</summary>
    public static SchemaShape Shape(SchemaShape input, HeatmapOptions options, string wantedBy)
    {
        Columns.FloatVector(input, options.Input, wantedBy);
        List<SchemaShape.Column> columns = [Shapes.Vector(options.OutputColumnName, NumberDataViewType.Single)];
        if (options.ClassColumnName is { } name) columns.Add(Shapes.Key(name, options.ClassNames is null ? [] : [AnnotationColumns.KeyValuesShape]));
        if (options.ScoreColumnName is { } score) columns.Add(Shapes.Scalar(score, NumberDataViewType.Single));
        return Shapes.With(input, [.. columns]);
    }
}
