using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>Kernels over windows that treat every channel by itself. Each call makes one row of the output.</summary>
internal abstract unsafe class WindowKernels
{
    /// <summary>The largest value of each window; -infinity for a window without values.</summary>
    public abstract void MaxPool(Windows windows, float* picture, int outputRow, float* target);

    /// <summary>The mean of each window; padding does not count.</summary>
    public abstract void AveragePool(Windows windows, float* picture, int outputRow, float* target);
}
