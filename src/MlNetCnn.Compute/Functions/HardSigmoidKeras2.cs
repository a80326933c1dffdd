using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>clip(0.2 x + 0.5, 0, 1), the hard_sigmoid of Keras 1 and 2.</summary>
[ActivationName("hard_sigmoid_keras2")]
internal sealed class HardSigmoidKeras2() : VectorActivation<HardSigmoidKeras2.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var line = TSimd.Add(TSimd.Multiply(TSimd.Broadcast(0.2f), x), TSimd.Broadcast(0.5f));
            return TSimd.Min(TSimd.Broadcast(1), TSimd.Max(TSimd.Broadcast(0), line));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.KeepBetween(x, TSimd.Broadcast(-2.5f), TSimd.Broadcast(2.5f), TSimd.Broadcast(0.2f));
    }
}
