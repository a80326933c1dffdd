using Microsoft.ML.Transforms;

namespace Microsoft.ML;

/// <summary>Transforms of whole columns.</summary>
public static class TransformExtensionsCatalog
{
    /// <summary>Copies a column.</summary>
    public static ColumnCopyingEstimator CopyColumns(this TransformsCatalog catalog, string outputColumnName, string inputColumnName)
        => new(catalog.Environment, (outputColumnName, inputColumnName));

    /// <summary>Joins columns of one type into a vector.</summary>
    public static ColumnConcatenatingEstimator Concatenate(this TransformsCatalog catalog, string outputColumnName, params string[] inputColumnNames)
        => new(catalog.Environment, outputColumnName, inputColumnNames);

    /// <summary>Drops columns, and what they hide.</summary>
    public static ColumnSelectingEstimator DropColumns(this TransformsCatalog catalog, params string[] columnNames)
        => new(columnNames, keep: false, keepHidden: false);

    /// <summary>Keeps columns, in this order, and what they hide where asked.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog,
        string[] columnNames,
        bool keepHidden)
        => new(columnNames, keep: true, keepHidden);

    /// <summary>Keeps columns, in this order.</summary>
    public static ColumnSelectingEstimator SelectColumns(this TransformsCatalog catalog,
        params string[] columnNames)
        => catalog.SelectColumns(columnNames, false);
}
