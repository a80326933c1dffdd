using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>exp(x).</summary>
[ActivationName("exponential")]
internal sealed class Exponential() : VectorActivation<Exponential.Function>(default)
{
    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            VectorMath.Exp<TSimd, TVector>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            y;
    }
}
