using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Getters of constant annotation values given as plain .NET values.</summary>
internal static class AnnotationValue
{
    /// <summary>A getter of <paramref name="value"/>: the column type's own value, a string for text, an array for a vector.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value does not fit the type.</exception>
    public static Delegate CreateGetter(object value, DataViewType type)
    {
        if (value is string text && type is TextDataViewType)
            return CreateScalar(text.AsMemory());
        if (value is string[] texts && type is VectorDataViewType { ItemType: TextDataViewType })
            return CreateVector(Array.ConvertAll(texts, item => item.AsMemory()));
        if (type.RawType.IsInstanceOfType(value))
        {
            return type is VectorDataViewType sameVector
                ? GenericCall.Invoke<Delegate>(typeof(AnnotationValue), null, nameof(CreateBuffer), sameVector.ItemType.RawType, value)
                : GenericCall.Invoke<Delegate>(typeof(AnnotationValue), null, nameof(CreateScalar), type.RawType, value);
        }
        if (type is VectorDataViewType vector && value is Array array && array.GetType().GetElementType() == vector.ItemType.RawType)
            return GenericCall.Invoke<Delegate>(typeof(AnnotationValue), null, nameof(CreateVector), vector.ItemType.RawType, value);
        throw Contracts.ExceptParam("annotationType", $"A value of type {value?.GetType()} cannot be an annotation of type {type}");
    }

    public static ValueGetter<T> CreateScalar<T>(T value) => (ref T destination) => destination = value;

    public static ValueGetter<VBuffer<T>> CreateVector<T>(T[] values)
        => (ref VBuffer<T> destination) => VBuffer<T>.Copy(values, 0, ref destination, values.Length);

    public static ValueGetter<VBuffer<T>> CreateBuffer<T>(VBuffer<T> value)
        => (ref VBuffer<T> destination) => value.CopyTo(ref destination);
}
