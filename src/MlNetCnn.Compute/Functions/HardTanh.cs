using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>clip(x, -1, 1).</summary>
[ActivationName("hard_tanh")]
internal sealed class HardTanh() : VectorActivation<HardTanh.Function>(default)
{
    public override (float Low, float High)? Clamp => (-1, 1);

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Min(TSimd.Broadcast(1), TSimd.Max(TSimd.Broadcast(-1), x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.KeepBetween(x, TSimd.Broadcast(-1), TSimd.Broadcast(1), TSimd.Broadcast(1));
    }
}
