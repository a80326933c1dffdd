using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>g = min(max(g scale, -limit), limit): what clipping comes down to once the norms are known. NaN stays NaN.</summary>
/// <param name="scale">Factor.</param>
/// <param name="limit">Largest value; infinity for none.</param>
internal sealed unsafe class GradientScale(float scale, float limit) : IVectorRule<OptimizerStep>
{
    public void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector factor = TSimd.Broadcast(scale), high = TSimd.Broadcast(limit), low = TSimd.Broadcast(-limit);
        for (var i = start; i < end; i += TSimd.Width)
            TSimd.Store(TSimd.Min(high, TSimd.Max(low, TSimd.Multiply(TSimd.Load(step.Gradient + i), factor))), step.Gradient + i);
    }
}
