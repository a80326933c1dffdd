using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>w -= w decay learningRate, decoupled from the gradient: it comes before the update.</summary>
/// <param name="rate">decay learningRate.</param>
internal sealed unsafe class WeightDecay(float rate) : IVectorRule<OptimizerStep>
{
    // w + w (-rate) rounds once; a factor 1 - rate in float32 would lose most digits of a small rate.
    public void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var factor = TSimd.Broadcast(-rate);
        for (var i = start; i < end; i += TSimd.Width)
        {
            var w = TSimd.Load(step.Weights + i);
            TSimd.Store(TSimd.MultiplyAdd(w, factor, w), step.Weights + i);
        }
    }
}
