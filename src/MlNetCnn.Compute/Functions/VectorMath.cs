using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>The exponential function over vectors, to about two units in the last place, the same bits at every width.</summary>
/// <remarks>exp(x) = 2^n exp(r) with n the whole number nearest to x / ln 2, so that |r| is at most ln 2 / 2; Taylor's series of exp(r) - 1 to r^7 leaves 6e-9.</remarks>
internal static class VectorMath
{
    private const float InverseLn2 = 1.44269504f;
    private const float Ln2 = 0.693147180559945309f;
    private const float Ln2Rest = (float)(0.693147180559945309 - (double)Ln2);

    // A float of this size has no fraction: adding and subtracting it rounds.
    private const float Rounder = 12582912;

    /// <summary>exp(x): 0 far below, infinity far above, NaN for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        x = TSimd.Min(TSimd.Broadcast(89), TSimd.Max(TSimd.Broadcast(-104), x));
        var (n, p) = Reduce<TSimd, TVector>(x);
        p = TSimd.Add(p, TSimd.Broadcast(1));
        // 2^n in two factors: n reaches beyond the exponents of a float.
        var half = Round<TSimd, TVector>(TSimd.Multiply(n, TSimd.Broadcast(0.5f)));
        return TSimd.Multiply(TSimd.Multiply(p, TSimd.PowerOfTwo(half)), TSimd.PowerOfTwo(TSimd.Subtract(n, half)));
    }

    /// <summary>exp(x) - 1 without the loss of digits near 0; for x up to 80.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinus1<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        x = TSimd.Min(TSimd.Broadcast(80), TSimd.Max(TSimd.Broadcast(-20), x));
        var (n, p) = Reduce<TSimd, TVector>(x);
        var power = TSimd.PowerOfTwo(n);
        return TSimd.MultiplyAdd(power, p, TSimd.Subtract(power, TSimd.Broadcast(1)));
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Logistic<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var one = TSimd.Broadcast(1);
        return TSimd.Divide(one, TSimd.Add(one, Exp<TSimd, TVector>(TSimd.Subtract(TSimd.Broadcast(0), x))));
    }

    /// <summary>n and exp(x - n ln 2) - 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector N, TVector P) Reduce<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var n = Round<TSimd, TVector>(TSimd.Multiply(x, TSimd.Broadcast(InverseLn2)));
        var r = TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2Rest), TSimd.MultiplyAdd(n, TSimd.Broadcast(-Ln2), x));
        var p = TSimd.MultiplyAdd(TSimd.Broadcast(1f / 5040), r, TSimd.Broadcast(1f / 720));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1f / 120));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1f / 24));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(1f / 6));
        p = TSimd.MultiplyAdd(p, r, TSimd.Broadcast(0.5f));
        return (n, TSimd.MultiplyAdd(TSimd.Multiply(p, r), r, r));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Round<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged => TSimd.Subtract(TSimd.Add(x, TSimd.Broadcast(Rounder)), TSimd.Broadcast(Rounder));
}
