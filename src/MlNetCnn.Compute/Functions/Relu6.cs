using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>min(max(x, 0), 6); the derivative at 0 and 6 is 0, as in TensorFlow.</summary>
[ActivationName("relu6")]
internal sealed class Relu6() : VectorActivation<Relu6.Function>(default)
{
    public override (float Low, float High)? Clamp => (0, 6);

    public override bool IsRelu => true;

    public override bool BackwardReadsInputs => false;

    public override bool BackwardReadsOutput => true;

    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Min(TSimd.Broadcast(6), TSimd.Max(TSimd.Broadcast(0), x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.KeepBetween(y, TSimd.Broadcast(0), TSimd.Broadcast(6), TSimd.Broadcast(1));
    }
}
