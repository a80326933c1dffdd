using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// One way of computing one convolution, y = epilogue(x * K): geometry and channels are fixed when it is made. The gradient by the input of a convolution with
/// stride 1 is such a convolution too, with the kernel turned round.
/// </summary>
internal abstract unsafe class ConvolutionMethod : IDisposable
{
    /// <summary>Floats of scratch per worker.</summary>
    public abstract long Scratch { get; }

    /// <summary>Floats of scratch that all workers share (<see cref="Execution.Shared"/>), for a batch.</summary>
    public virtual long SharedScratch(int batch) => 0;

    /// <summary>Whether <see cref="Run"/> can pool 2x2 in passing (only windows that lie whole on the output, as valid pooling does).</summary>
    public virtual bool CanPool => false;

    /// <summary>Lays out a kernel (height, width, in / groups, filters), when it is new.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="threads">Threads used at most.</param>
    public abstract void Pack(float* kernel, int threads);

    /// <summary>Convolves a batch.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">NHWC.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="output">NHWC.</param>
    /// <param name="pool">Whether the largest of every 2x2 outputs is written instead of the outputs; see <see cref="CanPool"/>.</param>
    public abstract void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false);

    /// <summary>Whether <see cref="RunAdding"/> exists.</summary>
    public virtual bool CanAdd => false;

    /// <summary>Convolves a batch and adds another tensor: sum * scale + shift + residual, then the clamp. What a net with short cuts does after its blocks.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">NHWC.</param>
    /// <param name="residual">What is added, as large as the output; may be the output itself.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="output">NHWC.</param>
    public virtual void RunAdding(Execution run, float* input, float* residual, Epilogue epilogue, float* output) =>
        throw new NotSupportedException($"{GetType().Name} does not add in passing.");

    public abstract void Dispose();
}
