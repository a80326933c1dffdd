using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Convolution;

/// <summary>One way of computing the gradient of one convolution by its kernel.</summary>
internal abstract unsafe class KernelGradientMethod : IDisposable
{
    /// <summary>Floats of scratch per worker, for a batch.</summary>
    public abstract long Scratch(int batch);

    /// <summary>Floats of scratch that all workers share (<see cref="Execution.Shared"/>), for a batch.</summary>
    public virtual long SharedScratch(int batch) => 0;

    /// <summary>Computes the gradient of a batch.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">What went in, NHWC.</param>
    /// <param name="outputGradient">Gradient by the sums, NHWC.</param>
    /// <param name="target">(height, width, in / groups, filters); overwritten.</param>
    public abstract void Run(Execution run, float* input, float* outputGradient, float* target);

    public abstract void Dispose();
}
