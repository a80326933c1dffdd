namespace MlNetCnn.Compute.Simd;

/// <summary>
/// The vector operations that kernels are written with, once for all widths: a kernel is generic over an implementation and its vector
/// type, and the JIT makes one straight piece of machine code per width. Multiply-add rounds once everywhere, so that every width gives
/// the same bits.
/// </summary>
/// <typeparam name="TVector">Vector512, Vector256 or Vector128 of float.</typeparam>
internal unsafe interface ISimd<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Width { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(TVector value, float* target);

    static abstract TVector Broadcast(float value);

    /// <summary>a b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    static abstract TVector Sqrt(TVector a);

    /// <summary>The larger; <paramref name="b"/> where it is NaN.</summary>
    static abstract TVector Max(TVector a, TVector b);

    /// <summary>The smaller; <paramref name="b"/> where it is NaN.</summary>
    static abstract TVector Min(TVector a, TVector b);

    /// <summary><paramref name="value"/> where low &lt; a &lt; high, else 0.</summary>
    static abstract TVector KeepBetween(TVector a, TVector low, TVector high, TVector value);

    /// <summary><paramref name="value"/> where a equals b, else <paramref name="otherwise"/>.</summary>
    static abstract TVector SelectEqual(TVector a, TVector b, TVector value, TVector otherwise);

    /// <summary><paramref name="value"/> where a &gt; b, else <paramref name="otherwise"/>.</summary>
    static abstract TVector SelectGreater(TVector a, TVector b, TVector value, TVector otherwise);

    /// <summary>2 to the power of a whole number from -126 to 127; anything for other exponents.</summary>
    static abstract TVector PowerOfTwo(TVector exponent);
}
