using Microsoft.ML.Runtime;

namespace Microsoft.ML.Data;

/// <summary>
/// Marks a member of an unsigned type as a key. Read from a member, a value v below the count becomes the key v + 1 and
/// others become missing; written to a member, a key is written as it is.
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property, AllowMultiple = false, Inherited = true)]
public sealed class KeyTypeAttribute : Attribute
{
    /// <summary>Not supported; give the count.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public KeyTypeAttribute() => throw Contracts.ExceptNotSupported("Using KeyType without the Count parameter is not supported");

    /// <summary>Keys of <paramref name="count"/> members.</summary>
    public KeyTypeAttribute(ulong count) => Count = count;

    internal ulong Count { get; }
}
