using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Simd;

/// <summary>Convolution with one filter per channel, (height, width, channels), forward and back. Vectors lie along the channels.</summary>
internal abstract unsafe class DepthwiseKernels
{
    /// <summary>One row of the output: elements of a window in order, those beside the picture left out.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="picture">The input picture.</param>
    /// <param name="kernel">The filters.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="outputRow">Which row of the output.</param>
    /// <param name="target">That row.</param>
    public abstract void Forward(Windows windows, float* picture, float* kernel, Epilogue epilogue, int outputRow, float* target);

    /// <summary>One row of the gradient by the input.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="gradients">Gradients by the outputs of a picture.</param>
    /// <param name="kernel">The filters.</param>
    /// <param name="inputRow">Which row of the input.</param>
    /// <param name="target">That row.</param>
    public abstract void InputGradient(Windows windows, float* gradients, float* kernel, int inputRow, float* target);

    /// <summary>Adds a block's share of the gradient by the filters; each element's sum over the block begins at 0.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="picture">The input picture; only the lines that the block's windows meet are read.</param>
    /// <param name="gradients">Gradients by the outputs of a picture.</param>
    /// <param name="block">Which of the outputs.</param>
    /// <param name="sums">(height, width, channels).</param>
    public abstract void KernelGradient(Windows windows, float* picture, float* gradients, PositionBlock block, float* sums);
}
