using Microsoft.ML.Data;

namespace Microsoft.ML.Transforms;

/// <summary>What counts as missing: NaN, empty text and the key 0; nothing of other types.</summary>
internal static class MissingValues
{
    public static Predicate<T> PredicateFor<T>(DataViewType type)
    {
        if (typeof(T) == typeof(float))
            return value => float.IsNaN((float)(object)value);
        if (typeof(T) == typeof(double))
            return value => double.IsNaN((double)(object)value);
        if (typeof(T) == typeof(ReadOnlyMemory<char>))
            return value => ((ReadOnlyMemory<char>)(object)value).IsEmpty;
        if (type is KeyDataViewType)
            return value => Convert.ToUInt64(value) == 0;
        return _ => false;
    }

    /// <summary>The missing value of a type, or its default where it has none.</summary>
    public static T Of<T>()
        => typeof(T) == typeof(float) ? (T)(object)float.NaN
            : typeof(T) == typeof(double) ? (T)(object)double.NaN
            : default;
}
