using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>1 / (1 + exp(-x)).</summary>
[ActivationName("sigmoid")]
internal sealed class Sigmoid() : VectorActivation<Sigmoid.Function>(default)
{
    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            VectorMath.Logistic<TSimd, TVector>(x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Multiply(y, TSimd.Subtract(TSimd.Broadcast(1), y));
    }
}
