using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x / (1 + |x|).</summary>
[ActivationName("softsign")]
internal sealed class Softsign() : VectorActivation<Softsign.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            // Kept off infinity / infinity.
            x = TSimd.Min(TSimd.Broadcast(float.MaxValue), TSimd.Max(TSimd.Broadcast(-float.MaxValue), x));
            return TSimd.Divide(x, TSimd.Add(TSimd.Broadcast(1), TSimd.Max(TSimd.Subtract(TSimd.Broadcast(0), x), x)));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector one = TSimd.Broadcast(1), below = TSimd.Divide(one, TSimd.Add(one, TSimd.Max(TSimd.Subtract(TSimd.Broadcast(0), x), x)));
            return TSimd.Multiply(below, below);
        }
    }
}
