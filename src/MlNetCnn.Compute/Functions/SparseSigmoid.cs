using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>clip((x + 1) / 2, 0, 1) (Blondel, Martins and Niculae, 2019).</summary>
[ActivationName("sparse_sigmoid")]
internal sealed class SparseSigmoid() : VectorActivation<SparseSigmoid.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector one = TSimd.Broadcast(1), between = TSimd.Min(one, TSimd.Max(TSimd.Broadcast(-1), x));
            return TSimd.Multiply(TSimd.Broadcast(0.5f), TSimd.Add(between, one));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.KeepBetween(x, TSimd.Broadcast(-1), TSimd.Broadcast(1), TSimd.Broadcast(0.5f));
    }
}
