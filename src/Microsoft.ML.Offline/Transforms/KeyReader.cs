using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Keys of any unsigned type, read as 64-bit numbers.</summary>
internal static class KeyReader
{
    public static Func<ulong> Bind(DataViewRow row, DataViewSchema.Column column)
        => GenericCall.Invoke<Func<ulong>>(typeof(KeyReader), null, nameof(BindScalar), column.Type.RawType, row, column);

    /// <summary>Reads vectors as dense ones; the result is overwritten by the next call.</summary>
    public static Func<VBuffer<ulong>> BindVector(DataViewRow row, DataViewSchema.Column column)
        => GenericCall.Invoke<Func<VBuffer<ulong>>>(typeof(KeyReader), null, nameof(BindVectorCore), column.Type.ItemType().RawType, row, column);

    private static Func<ulong> BindScalar<T>(DataViewRow row, DataViewSchema.Column column) where T : struct, IConvertible
    {
        ValueGetter<T> getter = row.GetGetter<T>(column);
        T key = default;
        return () =>
        {
            getter(ref key);
            return key.ToUInt64(null);
        };
    }

    private static Func<VBuffer<ulong>> BindVectorCore<T>(DataViewRow row, DataViewSchema.Column column) where T : struct, IConvertible
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> keys = default;
        VBuffer<T> dense = default;
        VBuffer<ulong> result = default;
        return () =>
        {
            getter(ref keys);
            keys.CopyToDense(ref dense);
            var editor = VBufferEditor.Create(ref result, dense.Length);
            for (int i = 0; i < dense.Length; i++)
                editor.Values[i] = dense.GetValues()[i].ToUInt64(null);
            return result = editor.Commit();
        };
    }
}
