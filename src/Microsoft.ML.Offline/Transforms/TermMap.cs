using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Microsoft.ML.Transforms;

/// <summary>Distinct values of one type, numbered from 1.</summary>
internal abstract class TermMap
{
    protected TermMap(PrimitiveDataViewType itemType, int count)
    {
        ItemType = itemType;
        Count = count;
        KeyType = new KeyDataViewType(typeof(uint), Math.Max(1, count));
    }

    public PrimitiveDataViewType ItemType { get; }

    public int Count { get; }

    /// <summary>The type of the keys; of one member where there are no values.</summary>
    public KeyDataViewType KeyType { get; }

    public static bool Supports(PrimitiveDataViewType type) => type is KeyDataViewType or RowIdDataViewType || StandardTypes.KindOf(type) != null;

    public static TermMap Create<T>(PrimitiveDataViewType itemType, T[] values) => new TermMap<T>(itemType, values);

    /// <summary>The getter of the key, or keys, of a column's value.</summary>
    public abstract Delegate CreateGetter(DataViewRow row, DataViewSchema.Column input);

    /// <summary>A getter of the values in key order; as text where asked.</summary>
    public abstract Delegate CreateTermsGetter(bool asText);

    /// <summary>A getter of the values that source keys stand for, in key order, where the values are keys themselves.</summary>
    public abstract Delegate CreateSourceTermsGetter<TSource>(DataViewSchema.Column input);

    public abstract void Save(BinaryWriter writer);

    public static TermMap Load(BinaryReader reader)
    {
        var type = ValueCodec.ReadPrimitiveType(reader);
        return GenericCall.Invoke<TermMap>(typeof(TermMap), null, nameof(LoadCore), type.RawType, type, reader);
    }

    private static TermMap LoadCore<T>(PrimitiveDataViewType type, BinaryReader reader) => new TermMap<T>(type, ValueCodec.ReadArray<T>(reader));
}
