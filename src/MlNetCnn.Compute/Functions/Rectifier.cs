using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Functions;

/// <summary>The rectifier of Keras's layers ReLU and LeakyReLU: max for x >= max, x for threshold &lt;= x, slope (x - threshold) below.</summary>
/// <param name="max">The ceiling, or infinity.</param>
/// <param name="slope">Slope below the threshold.</param>
/// <param name="threshold">Where the rectifier begins.</param>
internal sealed class Rectifier(float max, float slope, float threshold) : VectorActivation<Rectifier.Function>(new(max, slope, threshold))
{
    public override (float Low, float High)? Clamp => slope == 0 && threshold == 0 ? (0, max) : null;

    public override bool IsRelu => slope == 0;

    internal readonly struct Function(float max, float slope, float threshold) : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Value<TSimd, TVector>(TVector x)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            TVector t = TSimd.Broadcast(threshold), low = TSimd.Multiply(TSimd.Broadcast(slope), TSimd.Subtract(x, t));
            return TSimd.Min(TSimd.Broadcast(max), TSimd.SelectGreater(t, x, low, x));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Derivative<TSimd, TVector>(TVector x, TVector y)
            where TSimd : ISimd<TVector>
            where TVector : unmanaged
        {
            var above = TSimd.SelectGreater(x, TSimd.Broadcast(threshold), TSimd.Broadcast(1), TSimd.Broadcast(slope));
            return TSimd.SelectGreater(TSimd.Broadcast(max), x, above, TSimd.Broadcast(0));
        }
    }
}
