using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Labels as numbers: booleans as 0 and 1, keys from 0, the missing key as NaN.</summary>
internal static class LabelReader
{
    public static Func<float> Bind(DataViewRow row, DataViewSchema.Column column)
    {
        if (column.Type is KeyDataViewType key)
        {
            Func<ulong> read = Transforms.KeyReader.Bind(row, column);
            return () =>
            {
                ulong value = read();
                return value > 0 && value <= key.Count ? value - 1 : float.NaN;
            };
        }
        Func<double> number = RowNumber.Bind(row, column);
        return () => (float)number();
    }

    /// <summary>The column of a role.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The data has none of this name; ML.NET's message has name and role in this order.</exception>
    public static DataViewSchema.Column Find(IDataView data, string role, string name)
        => data.Schema.GetColumnOrNull(name) ?? throw Contracts.ExceptParam("schema", $"{name} column '{role}' not found");
}
