using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>The hyperbolic tangent, e / (e + 2) with e = exp(2x) - 1.</summary>
[ActivationName("tanh")]
internal sealed class Tanh() : VectorActivation<Tanh.Function>(default)
{
    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            // Beyond 10 it is 1 to the last bit.
            x = TSimd.Min(TSimd.Broadcast(10), TSimd.Max(TSimd.Broadcast(-10), x));
            var e = VectorMath.ExpMinus1<TSimd, TVector>(TSimd.Add(x, x));
            return TSimd.Divide(e, TSimd.Add(e, TSimd.Broadcast(2)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Subtract(TSimd.Broadcast(1), TSimd.Multiply(y, y));
    }
}
