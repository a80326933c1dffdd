using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x nearer to 0 by the threshold 0.5, and 0 within it: x - clip(x, -0.5, 0.5).</summary>
[ActivationName("soft_shrink")]
internal sealed class SoftShrink() : VectorActivation<SoftShrink.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Subtract(x, TSimd.Min(TSimd.Broadcast(0.5f), TSimd.Max(TSimd.Broadcast(-0.5f), x)));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.SelectGreater(HardShrink.Magnitude<TSimd, TVector>(x), TSimd.Broadcast(0.5f), TSimd.Broadcast(1), TSimd.Broadcast(0));
    }
}
