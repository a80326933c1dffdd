using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Gives every row a number in [0, 1) drawn from a seed and the row's identity, or from the value of a sampling key, and
/// splits rows by it. It depends on nothing else, so that both sets stay disjoint however the data is read.
/// </summary>
internal sealed class RowSplit
{
    // ML.NET's seed for splits in a context without one.
    private const int DefaultSeed = 42;

    private readonly IDataView _data;
    private readonly DataViewSchema.Column? _key;
    private readonly ulong _seed;

    public RowSplit(IDataView data, string samplingKeyColumnName, int? seed)
    {
        _data = data;
        _seed = Mix((uint)(seed ?? DefaultSeed));
        if (samplingKeyColumnName == null)
            return;
        _key = data.Schema.GetColumnOrNull(samplingKeyColumnName)
            ?? throw Contracts.ExceptMissingColumn("samplingKeyColumn", "SamplingKeyColumn", samplingKeyColumnName);
        if (_key.Value.Type is not PrimitiveDataViewType)
            throw Contracts.ExceptSchemaMismatch("samplingKeyColumn", "SamplingKeyColumn", samplingKeyColumnName, "a primitive type", _key.Value.Type.ToString());
    }

    /// <summary>The rows between two fractions as test set, all others as training set.</summary>
    public DataOperationsCatalog.TrainTestData Between(double lower, double upper)
        => new(Filter(fraction => fraction < lower || fraction >= upper), Filter(fraction => lower <= fraction && fraction < upper));

    private FilteredDataView Filter(Predicate<double> accepts) => new(_data, _key, row =>
    {
        Func<ulong> hash = _key == null ? BindId(row)
            : GenericCall.Invoke<Func<ulong>>(typeof(RowSplit), this, nameof(BindKey), _key.Value.Type.RawType, row);
        // The upper 53 bits, the precision of a double.
        return () => accepts((hash() >> 11) * (1.0 / (1UL << 53)));
    });

    private Func<ulong> BindId(DataViewRow row)
    {
        ValueGetter<DataViewRowId> getter = row.GetIdGetter();
        DataViewRowId id = default;
        return () =>
        {
            getter(ref id);
            return Mix(Mix(_seed ^ id.Low) ^ id.High);
        };
    }

    private Func<ulong> BindKey<T>(DataViewRow row)
    {
        ValueGetter<T> getter = row.GetGetter<T>(_key.Value);
        T value = default;
        return () =>
        {
            getter(ref value);
            string text = Transforms.TextConversion.ToText(value);
            ulong hash = _seed;
            foreach (char character in text)
                hash = Mix(hash ^ character);
            return hash;
        };
    }

    /// <summary>The finalizer of the SplitMix64 generator, with its increment.</summary>
    private static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
