using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>x for x > 0, else 0.2 x: Keras's function of that name; the layer LeakyReLU has a slope of its own.</summary>
[ActivationName("leaky_relu")]
internal sealed class LeakyRelu() : VectorActivation<LeakyRelu.Function>(default)
{
    internal readonly struct Function : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.SelectGreater(x, TSimd.Broadcast(0), x, TSimd.Multiply(TSimd.Broadcast(0.2f), x));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged =>
            TSimd.SelectGreater(x, TSimd.Broadcast(0), TSimd.Broadcast(1), TSimd.Broadcast(0.2f));
    }
}
