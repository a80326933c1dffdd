using System.Runtime.CompilerServices;

namespace MlNetCnn.Compute.Simd;

/// <summary>The sign of each value: -1, 0 or 1; NaN stays NaN.</summary>
internal static class Sign
{
    /// <summary>2^100. Twice it lifts the smallest number above 1, which once would not.</summary>
    private const float Lift = 1.2676506e30f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var lift = TSimd.Broadcast(Lift);
        return TSimd.Min(TSimd.Broadcast(1), TSimd.Max(TSimd.Broadcast(-1), TSimd.Multiply(TSimd.Multiply(x, lift), lift)));
    }
}
