using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x * relu6(x + 3) / 6, also called hard swish.</summary>
[ActivationName("hard_silu")]
internal sealed class HardSilu() : VectorActivation<HardSilu.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var clamped = TSimd.Min(TSimd.Broadcast(6), TSimd.Max(TSimd.Broadcast(0), TSimd.Add(x, TSimd.Broadcast(3))));
            return TSimd.Multiply(x, TSimd.Divide(clamped, TSimd.Broadcast(6)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector three = TSimd.Broadcast(3), inner = TSimd.MultiplyAdd(x, TSimd.Broadcast(1f / 3), TSimd.Broadcast(0.5f));
            return TSimd.SelectGreater(x, TSimd.Broadcast(-3), TSimd.SelectGreater(three, x, inner, TSimd.Broadcast(1)), TSimd.Broadcast(0));
        }
    }
}
