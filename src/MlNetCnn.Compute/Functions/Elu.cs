using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x for x > 0, else alpha (exp(x) - 1).</summary>
/// <param name="alpha">The limit far below 0 is -alpha.</param>
[ActivationName("elu")]
internal sealed class Elu(float alpha) : VectorActivation<Elu.Function>(new(alpha))
{
    /// <summary>Makes the function with alpha 1.</summary>
    public Elu()
        : this(1) { }

    internal readonly struct Function(float alpha) : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector zero = TSimd.Broadcast(0), below = VectorMath.ExpMinus1<TSimd, TVector>(TSimd.Min(zero, x));
            return TSimd.SelectGreater(x, zero, x, TSimd.Multiply(TSimd.Broadcast(alpha), below));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector zero = TSimd.Broadcast(0), below = VectorMath.Exp<TSimd, TVector>(TSimd.Min(zero, x));
            return TSimd.SelectGreater(x, zero, TSimd.Broadcast(1), TSimd.Multiply(TSimd.Broadcast(alpha), below));
        }
    }
}
