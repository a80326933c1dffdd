using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Numbers, keys and booleans of a row as doubles.</summary>
internal static class RowNumber
{
    public static Func<double> Bind(DataViewRow row, DataViewSchema.Column column)
        => GenericCall.Invoke<Func<double>>(typeof(RowNumber), null, nameof(BindCore), column.Type.RawType, row, column);

    private static Func<double> BindCore<T>(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T value = default;
        if (typeof(T) == typeof(float))
        {
            var single = (ValueGetter<float>)(Delegate)getter;
            float number = 0;
            return () =>
            {
                single(ref number);
                return number;
            };
        }
        return () =>
        {
            getter(ref value);
            return Convert.ToDouble(value);
        };
    }
}
