using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>relu6(x + 3) / 6, the form of Keras 3.</summary>
[ActivationName("hard_sigmoid")]
internal sealed class HardSigmoid() : VectorActivation<HardSigmoid.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var clamped = TSimd.Min(TSimd.Broadcast(6), TSimd.Max(TSimd.Broadcast(0), TSimd.Add(x, TSimd.Broadcast(3))));
            return TSimd.Divide(clamped, TSimd.Broadcast(6));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.KeepBetween(x, TSimd.Broadcast(-3), TSimd.Broadcast(3), TSimd.Broadcast(1f / 6));
    }
}
