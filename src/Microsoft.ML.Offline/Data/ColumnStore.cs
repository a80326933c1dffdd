using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Copies of a column's values by index. Vectors are copied in and out, so that no array is shared.</summary>
internal abstract class ColumnStore
{
    /// <summary>A store for a primitive or vector type.</summary>
    public static ColumnStore Create(DataViewType type)
        => type is VectorDataViewType vector
            ? GenericCall.Invoke<ColumnStore>(typeof(ColumnStore), null, nameof(CreateVector), vector.ItemType.RawType)
            : GenericCall.Invoke<ColumnStore>(typeof(ColumnStore), null, nameof(CreateScalar), type.RawType);

    /// <summary>What copies the row's current value to an index; indices grow by one at most.</summary>
    public abstract Action<int> BindSource(DataViewRow row, DataViewSchema.Column column);

    /// <summary>A getter of the value at the index that <paramref name="index"/> gives.</summary>
    public abstract Delegate CreateGetter(Func<int> index);

    private static Store<T> CreateScalar<T>() => new(static (in T value, ref T copy) => copy = value);

    private static Store<VBuffer<T>> CreateVector<T>() => new(static (in VBuffer<T> value, ref VBuffer<T> copy) => value.CopyTo(ref copy));

    private delegate void Copier<T>(in T value, ref T copy);

    private sealed class Store<T>(Copier<T> copier) : ColumnStore
    {
        private T[] _values = [];

        public override Action<int> BindSource(DataViewRow row, DataViewSchema.Column column)
        {
            ValueGetter<T> getter = row.GetGetter<T>(column);
            return index =>
            {
                if (index >= _values.Length)
                    Array.Resize(ref _values, Math.Max(4, 2 * _values.Length));
                getter(ref _values[index]);
            };
        }

        public override Delegate CreateGetter(Func<int> index)
            => (ValueGetter<T>)((ref T value) => copier(in _values[index()], ref value));
    }
}
