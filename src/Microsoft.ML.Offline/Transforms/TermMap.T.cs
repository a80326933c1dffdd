using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Distinct values, numbered from 1.</summary>
internal sealed class TermMap<T> : TermMap
{
    private readonly T[] _values;
    private readonly Dictionary<T, uint> _keys;

    public TermMap(PrimitiveDataViewType itemType, T[] values)
        : base(itemType, values.Length)
    {
        _values = values;
        _keys = new Dictionary<T, uint>(TermComparer.Equality<T>());
        foreach (T value in values)
            _keys[value] = (uint)_keys.Count + 1;
        Contracts.CheckDecode(_keys.Count == values.Length, "Corrupt model file: a value has two keys");
    }

    public override Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input)
        => input.Type is VectorDataViewType vector ? CreateVector(row, input, vector.Size) : CreateScalar(row, input);

    public override Delegate CreateTermsGetter(bool asText)
        => asText && ItemType is not TextDataViewType
            ? AnnotationValue.CreateVector(Array.ConvertAll(_values, value => TextConversion.ToText(value).AsMemory()))
            : AnnotationValue.CreateVector(_values);

    public override Delegate CreateSourceTermsGetter<TSource>(DataViewSchema.Column input)
        => (ValueGetter<VBuffer<TSource>>)((ref VBuffer<TSource> terms) =>
        {
            VBuffer<TSource> source = default;
            input.GetKeyValues(ref source);
            var editor = VBufferEditor.Create(ref terms, _values.Length);
            for (int i = 0; i < _values.Length; i++)
                editor.Values[i] = source.GetItemOrDefault(checked((int)Convert.ToUInt64(_values[i]) - 1));
            terms = editor.Commit();
        });

    public override void Save(BinaryWriter writer)
    {
        ValueCodec.WriteType(writer, ItemType);
        ValueCodec.WriteArray(writer, _values);
    }

    private uint KeyOf(T value) => _keys.GetValueOrDefault(value);

    private ValueGetter<uint> CreateScalar(DataViewRow row, DataViewSchema.Column input)
    {
        ValueGetter<T> getter = row.GetGetter<T>(input);
        T value = default;
        return (ref uint key) =>
        {
            getter(ref value);
            key = KeyOf(value);
        };
    }

    private ValueGetter<VBuffer<uint>> CreateVector(DataViewRow row, DataViewSchema.Column input, int size)
    {
        ValueGetter<VBuffer<T>> getter = row.GetGetter<VBuffer<T>>(input);
        VBuffer<T> values = default;
        uint keyOfDefault = KeyOf(default);
        return (ref VBuffer<uint> keys) =>
        {
            getter(ref values);
            Contracts.Check(size == 0 || values.Length == size, $"Column '{input.Name}': TermTransform expects {size} slots, but got {values.Length}");
            var editor = VBufferEditor.Create(ref keys, values.Length);
            editor.Values.Fill(keyOfDefault);
            ReadOnlySpan<T> explicitValues = values.GetValues();
            ReadOnlySpan<int> indices = values.GetIndices();
            for (int i = 0; i < explicitValues.Length; i++)
                editor.Values[values.IsDense ? i : indices[i]] = KeyOf(explicitValues[i]);
            keys = editor.Commit();
        };
    }
}
