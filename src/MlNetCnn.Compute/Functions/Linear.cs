using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x.</summary>
[ActivationName("linear")]
internal sealed class Linear() : VectorActivation<Linear.Function>(default)
{
    public override (float Low, float High)? Clamp => (float.NegativeInfinity, float.PositiveInfinity);

    public override bool BackwardReadsInputs => false;

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            x;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Broadcast(1);
    }
}
