using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>Gives the size or the dimensions of a member that holds vectors.</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class VectorTypeAttribute : Attribute
{
    /// <summary>Vectors of sizes that vary.</summary>
    public VectorTypeAttribute()
    {
    }

    /// <summary>Vectors of one size, 0 where it varies.</summary>
    public VectorTypeAttribute(int size)
    {
        Contracts.CheckParam(size >= 0, nameof(size), "Should be non-negative number");
        Dims = [size];
    }

    /// <summary>Tensors; a dimension of 0 varies.</summary>
    public VectorTypeAttribute(params int[] dimensions)
    {
        Contracts.CheckParam(dimensions.All(size => size >= 0), nameof(dimensions), "Should contain only non-negative values");
        Dims = dimensions;
    }

    internal int[] Dims { get; }
}
