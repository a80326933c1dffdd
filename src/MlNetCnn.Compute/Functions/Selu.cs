using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>scale * (x for x > 0, else alpha (exp(x) - 1)) with alpha 1.6732632 and scale 1.050701 (Klambauer and others, 2017).</summary>
[ActivationName("selu")]
internal sealed class Selu() : VectorActivation<Selu.Function>(default)
{
    private const float Scale = 1.0507009873554805f;
    private const float ScaledAlpha = (float)(1.6732632423543772 * 1.0507009873554805);

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector zero = TSimd.Broadcast(0), below = VectorMath.ExpMinus1<TSimd, TVector>(TSimd.Min(zero, x));
            return TSimd.SelectGreater(x, zero, TSimd.Multiply(TSimd.Broadcast(Scale), x), TSimd.Multiply(TSimd.Broadcast(ScaledAlpha), below));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector zero = TSimd.Broadcast(0), below = VectorMath.Exp<TSimd, TVector>(TSimd.Min(zero, x));
            return TSimd.SelectGreater(x, zero, TSimd.Broadcast(Scale), TSimd.Multiply(TSimd.Broadcast(ScaledAlpha), below));
        }
    }
}
