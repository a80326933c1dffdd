using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetCnn.Persistence;

namespace MlNetCnn.Pipeline;

/// <summary>Schema shapes: what estimators know of columns before there is data.</summary>
internal static class Shapes
{
    /// <summary>A scalar column of the given item type.</summary>
    public static SchemaShape.Column Scalar(string name, DataViewType type, params SchemaShape.Column[] annotations) =>
        MlNetInternals.Instance.SchemaShapeColumn(name, SchemaShape.Column.VectorKind.Scalar, type, isKey: false, new SchemaShape(annotations));

    /// <summary>A column of vectors of known size.</summary>
    public static SchemaShape.Column Vector(string name, PrimitiveDataViewType itemType, params SchemaShape.Column[] annotations) =>
        MlNetInternals.Instance.SchemaShapeColumn(name, SchemaShape.Column.VectorKind.Vector, itemType, isKey: false, new SchemaShape(annotations));

    /// <summary>A key column of raw type <see cref="uint"/>.</summary>
    public static SchemaShape.Column Key(string name, params SchemaShape.Column[] annotations) =>
        MlNetInternals.Instance.SchemaShapeColumn(name, SchemaShape.Column.VectorKind.Scalar, NumberDataViewType.UInt32, isKey: true, new SchemaShape(annotations));

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public static SchemaShape.Column Find(SchemaShape shape, string name, string wantedBy)
    {
        foreach (var column in shape)
            if (column.Name == name) return column;
        throw new ArgumentException($"{wantedBy} needs the column '{name}', which the data do not have. Columns: {string.Join(", ", shape.Select(c => c.Name))}.");
    }

    /// <summary>Replaces or adds columns.</summary>
    public static SchemaShape With(SchemaShape shape, params SchemaShape.Column[] columns)
    {
        var names = columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        return new SchemaShape(shape.Where(c => !names.Contains(c.Name)).Concat(columns));
    }

    /// <summary>As ML.NET writes types in its messages: <c>Vector&lt;Single&gt;</c>.</summary>
    public static string Describe(SchemaShape.Column column)
    {
        var item = column.IsKey ? $"Key<{column.ItemType}>" : column.ItemType.ToString();
        return column.Kind switch
        {
            SchemaShape.Column.VectorKind.Vector => $"Vector<{item}>",
            SchemaShape.Column.VectorKind.VariableVector => $"VarVector<{item}>",
            _ => item!,
        };
    }
}
