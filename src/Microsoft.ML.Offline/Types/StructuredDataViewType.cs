namespace Microsoft.ML.Data;

/// <summary>A type whose values hold references or need disposal: vectors, images.</summary>
public abstract class StructuredDataViewType : DataViewType
{
    /// <summary>A type over <paramref name="rawType"/>.</summary>
    protected StructuredDataViewType(Type rawType)
        : base(rawType)
    {
    }
}
