namespace Microsoft.ML.Data;

/// <summary>A type whose values are plain and copied by assignment.</summary>
public abstract class PrimitiveDataViewType : DataViewType
{
    /// <summary>A type over <paramref name="rawType"/>, which must not be disposable.</summary>
    protected PrimitiveDataViewType(Type rawType)
        : base(rawType)
    {
        if (typeof(IDisposable).IsAssignableFrom(rawType))
            throw new ArgumentException("A PrimitiveDataViewType cannot have a disposable RawType", nameof(rawType));
    }
}
