using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Optimizers;

/// <summary>What an optimizer keeps about one weight, and its update rule. Buffers hold whole vectors: values beyond the count are 0 and stay so.</summary>
internal abstract class OptimizerState : IDisposable, IVectorRule<OptimizerStep>
{
    /// <summary>Updates values of the weight.</summary>
    /// <param name="step">The step.</param>
    /// <param name="start">First value.</param>
    /// <param name="end">End, a multiple of the vector's width from the start.</param>
    public abstract void Apply<TSimd, TVector>(OptimizerStep step, nint start, nint end)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged;

    public abstract void Dispose();
}
