using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>Kernels over windows that treat every channel by itself. Each call makes one row of the output.</summary>
internal abstract unsafe class WindowKernels
{
    /// <summary>The largest value of each window; -infinity for a window without values.</summary>
    public abstract void MaxPool(Windows windows, float* picture, int outputRow, float* target);

    /// <summary>The mean of each window; padding does not count.</summary>
    public abstract void AveragePool(Windows windows, float* picture, int outputRow, float* target);

    /// <summary>Back through <see cref="MaxPool"/>: each window's gradient goes to the first of its largest values, in row-major order.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="picture">The input picture.</param>
    /// <param name="y">The whole output of the picture.</param>
    /// <param name="dy">Gradient by that.</param>
    /// <param name="firstRow">First row of the input that is written.</param>
    /// <param name="endRow">End of these rows.</param>
    /// <param name="dx">Gradient by the whole picture; these rows are overwritten.</param>
    public abstract void MaxPoolGradient(Windows windows, float* picture, float* y, float* dy, int firstRow, int endRow, float* dx);

    /// <summary>Back through <see cref="AveragePool"/>: each window's gradient in equal parts to its values.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="dy">Gradient by the whole output of the picture.</param>
    /// <param name="firstRow">First row of the input that is written.</param>
    /// <param name="endRow">End of these rows.</param>
    /// <param name="dx">Gradient by the whole picture; these rows are overwritten.</param>
    public abstract void AveragePoolGradient(Windows windows, float* dy, int firstRow, int endRow, float* dx);
}
