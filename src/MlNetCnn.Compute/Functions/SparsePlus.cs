using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>0 up to -1, (x + 1)^2 / 4 between, x from 1 on.</summary>
[ActivationName("sparse_plus")]
internal sealed class SparsePlus() : VectorActivation<SparsePlus.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector one = TSimd.Broadcast(1), above = Above<TSimd, TVector>(x);
            return TSimd.SelectGreater(x, one, x, TSimd.Multiply(TSimd.Broadcast(0.25f), TSimd.Multiply(above, above)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Multiply(TSimd.Broadcast(0.5f), Above<TSimd, TVector>(x));

        /// <summary>How far x is above -1, at most 2.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Above<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.Add(TSimd.Min(TSimd.Broadcast(1), TSimd.Max(TSimd.Broadcast(-1), x)), TSimd.Broadcast(1));
    }
}
