using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// Picks how a convolution is computed, by its geometry and channels alone (and by what was measured, where that is given): not by the batch or the threads, so
/// that these do not show in results.
/// </summary>
/// <param name="Precise">Whether only direct sums serve.</param>
/// <param name="Plan">What was measured; null for estimates.</param>
internal sealed record ConvolutionChoice(bool Precise, ConvolutionPlan? Plan)
{
    /// <summary>Estimates, and Winograd's methods allowed.</summary>
    public static ConvolutionChoice Default { get; } = new(false, null);

    /// <summary>Whether a plan may name this way.</summary>
    public static bool IsMethod(string name) => name is "direct" or "winograd2" or "winograd3" or "winograd4";

    /// <summary>The way forward.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="groups">Groups of channels.</param>
    public ConvolutionMethod Forward(Kernels kernels, Windows windows, int filters, int groups) =>
        new DirectConvolution(kernels, windows, filters, groups);

    /// <summary>The gradient by the input; what it takes are the outputs' gradients.</summary>
    public ConvolutionMethod InputGradient(Kernels kernels, Windows windows, int filters, int groups) =>
        new DirectInputGradient(kernels, windows, filters, groups);

    /// <summary>The gradient by the kernel.</summary>
    public KernelGradientMethod KernelGradient(Kernels kernels, Windows windows, int filters, int groups) =>
        new DirectKernelGradient(kernels, windows, filters, groups);
}
