using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Enumerates the values of one column.</summary>
public static class ColumnCursorExtensions
{
    /// <summary>The values of a column: of its own .NET type, of string for text, of arrays for vectors.</summary>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, string columnName) => GetColumn<T>(data, data.Schema[columnName]);

    /// <summary>The values of a column: of its own .NET type, of string for text, of arrays for vectors.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The column is not of this view, or its values are no <typeparamref name="T"/>.</exception>
    public static IEnumerable<T> GetColumn<T>(this IDataView data, DataViewSchema.Column column)
    {
        Contracts.CheckValue(data, nameof(data));
        Contracts.CheckNonEmpty(column.Name, nameof(column));
        if (column.Index >= data.Schema.Count || data.Schema[column.Index].Name != column.Name || data.Schema[column.Index].Type != column.Type)
            throw Contracts.ExceptParam(nameof(column), $"column with name {column.Name}, type {column.Type}, and index {column.Index} cannot be found in {nameof(data)}");

        if (typeof(T) == column.Type.RawType)
            return Values<T, T>(data, column, value => value);
        if (typeof(T) == typeof(string) && column.Type is TextDataViewType)
            return (IEnumerable<T>)Values<ReadOnlyMemory<char>, string>(data, column, value => value.ToString());
        if (typeof(T).IsArray && column.Type is VectorDataViewType vector)
        {
            Type elementType = typeof(T).GetElementType();
            if (elementType == vector.ItemType.RawType)
                return GenericCall.Invoke<IEnumerable<T>>(typeof(ColumnCursorExtensions), null, nameof(Arrays), elementType, data, column);
            if (elementType == typeof(string) && vector.ItemType is TextDataViewType)
                return (IEnumerable<T>)Values<VBuffer<ReadOnlyMemory<char>>, string[]>(data, column, value => [.. value.DenseValues().Select(text => text.ToString())]);
        }
        throw Contracts.ExceptParam(nameof(column), $"Cannot map column (name: {column.Name}, type: {column.Type}) in {nameof(data)} to the user-defined type, {typeof(T)}.");
    }

    private static IEnumerable<T[]> Arrays<T>(IDataView data, DataViewSchema.Column column)
        => Values<VBuffer<T>, T[]>(data, column, value =>
        {
            var array = new T[value.Length];
            value.CopyTo(array.AsSpan());
            return array;
        });

    private static IEnumerable<TOut> Values<T, TOut>(IDataView data, DataViewSchema.Column column, Func<T, TOut> convert)
    {
        using DataViewRowCursor cursor = data.GetRowCursor([column]);
        ValueGetter<T> getter = cursor.GetGetter<T>(column);
        T value = default;
        while (cursor.MoveNext())
        {
            getter(ref value);
            yield return convert(value);
        }
    }
}
