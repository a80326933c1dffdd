using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Collects the distinct values of a column, up to a maximum; missing values are not collected.</summary>
internal abstract class TermMapBuilder
{
    public static TermMapBuilder Create(PrimitiveDataViewType type, int maximum)
        => GenericCall.Invoke<TermMapBuilder>(typeof(TermMapBuilder), null, nameof(CreateCore), type.RawType, type, maximum);

    /// <summary>What reads the row's current value, and says whether more values are wanted.</summary>
    public abstract Func<bool> Bind(DataViewRow row, DataViewSchema.Column column);

    public abstract TermMap Finish(bool sorted);

    private static TermMapBuilder CreateCore<T>(PrimitiveDataViewType type, int maximum) => new Builder<T>(type, maximum);

    private sealed class Builder<T>(PrimitiveDataViewType type, int maximum) : TermMapBuilder
    {
        private readonly HashSet<T> _seen = new(TermComparer.Equality<T>());
        private readonly List<T> _values = [];
        private readonly Predicate<T> _isMissing = MissingValues.PredicateFor<T>(type);

        public override Func<bool> Bind(DataViewRow row, DataViewSchema.Column column)
            => column.Type is VectorDataViewType ? BindVector(row.GetGetter<VBuffer<T>>(column)) : BindScalar(row.GetGetter<T>(column));

        public override TermMap Finish(bool sorted)
        {
            if (sorted)
                _values.Sort(TermComparer.Order<T>());
            return TermMap.Create(type, _values.ToArray());
        }

        private Func<bool> BindScalar(ValueGetter<T> getter)
        {
            T value = default;
            return () =>
            {
                getter(ref value);
                return Add(value);
            };
        }

        private Func<bool> BindVector(ValueGetter<VBuffer<T>> getter)
        {
            VBuffer<T> values = default;
            return () =>
            {
                getter(ref values);
                return values.DenseValues().All(Add);
            };
        }

        private bool Add(T value)
        {
            if (_values.Count < maximum && !_isMissing(value) && _seen.Add(value))
                _values.Add(typeof(T) == typeof(ReadOnlyMemory<char>) ? (T)(object)((ReadOnlyMemory<char>)(object)value).ToString().AsMemory() : value);
            return _values.Count < maximum;
        }
    }
}
