using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x where |x| > 0.5, else 0.</summary>
[ActivationName("hard_shrink")]
internal sealed class HardShrink() : VectorActivation<HardShrink.Function>(default)
{
    /// <summary>|x|.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Magnitude<TSimd, TVector>(TVector x)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged => TSimd.Max(TSimd.Subtract(TSimd.Broadcast(0), x), x);

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            // NaN, which equals nothing, stays.
            var within = TSimd.SelectEqual(x, x, TSimd.Broadcast(0), x);
            return TSimd.SelectGreater(Magnitude<TSimd, TVector>(x), TSimd.Broadcast(0.5f), x, within);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.SelectGreater(Magnitude<TSimd, TVector>(x), TSimd.Broadcast(0.5f), TSimd.Broadcast(1), TSimd.Broadcast(0));
    }
}
