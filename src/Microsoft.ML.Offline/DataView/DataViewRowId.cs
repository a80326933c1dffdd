using System.Numerics;

namespace Microsoft.ML.Data;

/// <summary>A 128-bit row identity. <see cref="Fork"/>, <see cref="Next"/> and <see cref="Combine"/> mix it as the rounds of MurmurHash3 x64-128 do.</summary>
public readonly struct DataViewRowId : IComparable<DataViewRowId>, IEquatable<DataViewRowId>
{
    // The multipliers and additive constants of MurmurHash3's 128-bit variant.
    private const ulong C1 = 0x87c37b91114253d5;
    private const ulong C2 = 0x4cf5ad432745937f;
    private const ulong A1 = 0x52dce729;
    private const ulong A2 = 0x38495ab5;

    /// <summary>The low half.</summary>
    public readonly ulong Low;

    /// <summary>The high half.</summary>
    public readonly ulong High;

    /// <summary>An identity from its halves.</summary>
    public DataViewRowId(ulong low, ulong high)
    {
        Low = low;
        High = high;
    }

    /// <summary>32 hexadecimal digits, the high half first.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";

    /// <inheritdoc/>
    public int CompareTo(DataViewRowId other)
    {
        int byHigh = High.CompareTo(other.High);
        return byHigh != 0 ? byHigh : Low.CompareTo(other.Low);
    }

    /// <inheritdoc/>
    public bool Equals(DataViewRowId other) => Low == other.Low && High == other.High;

    /// <inheritdoc/>
    public override bool Equals(object obj) => obj is DataViewRowId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
        => (int)((uint)Low ^ (uint)(Low >> 32) ^ (uint)(High << 7) ^ (uint)(High >> 57) ^ (uint)(High >> 25));

    /// <summary>The identity of a row derived from this one: a round with the block (1, 0).</summary>
    public DataViewRowId Fork()
    {
        DataViewRowId next = Round(0, 0);
        return new DataViewRowId(next.Low ^ BitOperations.RotateLeft(C1, 31) * C2, next.High);
    }

    /// <summary>A round with a zero block.</summary>
    public DataViewRowId Next() => Round(0, 0);

    /// <summary>The identity of a row made from this one and another.</summary>
    public DataViewRowId Combine(DataViewRowId other)
    {
        other = other.Fork();
        return Round(
            BitOperations.RotateLeft(other.Low * C1, 31) * C2,
            BitOperations.RotateLeft(other.High * C2, 33) * C1);
    }

    private DataViewRowId Round(ulong k1, ulong k2)
    {
        ulong h1 = (BitOperations.RotateLeft(Low ^ k1, 27) + High) * 5 + A1;
        ulong h2 = (BitOperations.RotateLeft(High ^ k2, 31) + h1) * 5 + A2;
        return new DataViewRowId(h1, h2);
    }
}
