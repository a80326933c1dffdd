using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>max(x, 0); the derivative at 0 is 0, as in TensorFlow.</summary>
[ActivationName("relu")]
internal sealed class Relu() : VectorActivation<Relu.Function>(default)
{
    public override (float Low, float High)? Clamp => (0, float.PositiveInfinity);

    public override bool IsRelu => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Max(TSimd.Broadcast(0), x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.SelectGreater(y, TSimd.Broadcast(0), TSimd.Broadcast(1), TSimd.Broadcast(0));
    }
}
