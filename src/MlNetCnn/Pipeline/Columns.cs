using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Keras;

namespace MlNetCnn.Pipeline;

/// <summary>Checks of columns, in schemas and in shapes, with errors that say what was found and what to do.</summary>
internal static class Columns
{
    /// <summary>A column of text.</summary>
    public static DataViewSchema.Column Text(DataViewSchema schema, string name, string wantedBy)
    {
        var column = Getters.Find(schema, name, wantedBy);
        return column.Type is TextDataViewType ? column : throw Wrong(column.Name, column.Type.ToString()!, "text", wantedBy);
    }

    /// <summary>A column of text.</summary>
    public static void Text(SchemaShape shape, string name, string wantedBy)
    {
        var column = Shapes.Find(shape, name, wantedBy);
        if (column.ItemType is not TextDataViewType || column.Kind != SchemaShape.Column.VectorKind.Scalar)
            throw Wrong(name, Shapes.Describe(column), "text", wantedBy);
    }

    /// <summary>A column of float vectors of known size; its dimensions are the shape.</summary>
    public static (DataViewSchema.Column Column, Shape Shape) FloatVector(DataViewSchema schema, string name, string wantedBy)
    {
        var column = Getters.Find(schema, name, wantedBy);
        return column.Type is VectorDataViewType { IsKnownSize: true } vector && vector.ItemType == NumberDataViewType.Single
            ? (column, new Shape(vector.Dimensions.AsSpan()))
            : throw Wrong(column.Name, column.Type.ToString()!, "Vector<Single> of known size", wantedBy);
    }

    /// <summary>A column of float vectors of known size.</summary>
    public static void FloatVector(SchemaShape shape, string name, string wantedBy)
    {
        var column = Shapes.Find(shape, name, wantedBy);
        if (column.Kind != SchemaShape.Column.VectorKind.Vector || column.ItemType != NumberDataViewType.Single || column.IsKey)
            throw Wrong(name, Shapes.Describe(column), "Vector<Single> of known size", wantedBy);
    }

    /// <summary>A type of float vectors.</summary>
    public static VectorDataViewType FloatVectorType(Shape shape) => new(NumberDataViewType.Single, shape.ToArray());

    /// <summary>An exception for a column of the wrong type.</summary>
    public static ArgumentException Wrong(string column, string found, string expected, string wantedBy) =>
        new($"{wantedBy} needs the column '{column}' to hold {expected}; it holds {found}.");
}
