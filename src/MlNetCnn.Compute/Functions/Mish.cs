using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x * tanh(softplus(x)), which is x w / (w + 2) with w = e (e + 2), e = exp(x) (Misra, 2019).</summary>
[ActivationName("mish")]
internal sealed class Mish() : VectorActivation<Mish.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector e = Power<TSimd, TVector>(x), two = TSimd.Broadcast(2), w = TSimd.Multiply(e, TSimd.Add(e, two));
            return TSimd.Multiply(x, TSimd.Divide(w, TSimd.Add(w, two)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector one = TSimd.Broadcast(1), two = TSimd.Broadcast(2), e = Power<TSimd, TVector>(x), w = TSimd.Multiply(e, TSimd.Add(e, two)), below = TSimd.Add(w, two);
            var slope = TSimd.Divide(TSimd.Multiply(TSimd.Broadcast(4), TSimd.Multiply(e, TSimd.Add(e, one))), TSimd.Multiply(below, below));
            return TSimd.MultiplyAdd(x, slope, TSimd.Divide(w, below));
        }

        /// <summary>exp(x), no larger than makes a difference.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Power<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged => VectorMath.Exp<TSimd, TVector>(TSimd.Min(TSimd.Broadcast(20), x));
    }
}
