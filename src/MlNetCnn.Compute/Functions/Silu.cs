using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x * sigmoid(x), also called swish.</summary>
[ActivationName("silu")]
internal sealed class Silu() : VectorActivation<Silu.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Multiply(x, VectorMath.Logistic<TSimd, TVector>(x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector one = TSimd.Broadcast(1), s = VectorMath.Logistic<TSimd, TVector>(x);
            return TSimd.Multiply(s, TSimd.MultiplyAdd(x, TSimd.Subtract(one, s), one));
        }
    }
}
