using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Winograd;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// Picks how a convolution is computed, by its geometry and channels alone (and by what was measured, where that is given): not by the batch or the threads, so
/// that these do not show in results.
/// </summary>
/// <param name="Precise">Whether only direct sums serve; they are exact to float32's own roundings.</param>
/// <param name="Plan">What was measured; null for estimates.</param>
internal sealed record ConvolutionChoice(bool Precise, ConvolutionPlan? Plan)
{
    /// <summary>Multiplications that the transforms of one value cost about as much time as.</summary>
    private const double TransformCost = 12;

    /// <summary>Below as many channels on either side the transforms cost more than they save.</summary>
    private const int ChannelsAtLeast = 12;

    /// <summary>Estimates, and Winograd's methods allowed.</summary>
    public static ConvolutionChoice Default { get; } = new(false, null);

    /// <summary>Whether a plan may name this way.</summary>
    public static bool IsMethod(string name) => name == "direct" || Outputs(name) != 0;

    /// <summary>The way forward.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="groups">Groups of channels.</param>
    public ConvolutionMethod Forward(Kernels kernels, Windows windows, int filters, int groups) =>
        Pick("forward", windows, filters, groups) is > 0 and var outputs
            ? new WinogradConvolution(kernels, windows, filters, outputs)
            : FewChannelConvolution.Fits(windows, groups) ? new FewChannelConvolution(kernels, windows, filters)
            : new DirectConvolution(kernels, windows, filters, groups);

    /// <summary>The gradient by the input; what it takes are the outputs' gradients.</summary>
    public ConvolutionMethod InputGradient(Kernels kernels, Windows windows, int filters, int groups) =>
        Pick("input", windows, filters, groups) is > 0 and var outputs
            ? new WinogradConvolution(kernels, windows.Turned(filters), windows.Channels, outputs, turned: true)
            : new DirectInputGradient(kernels, windows, filters, groups);

    /// <summary>The gradient by the kernel.</summary>
    public KernelGradientMethod KernelGradient(Kernels kernels, Windows windows, int filters, int groups) =>
        Pick("kernel", windows, filters, groups) is > 0 and var outputs
            ? new WinogradKernelGradient(kernels, windows, filters, outputs)
            : new DirectKernelGradient(kernels, windows, filters, groups);

    /// <summary>The key of a convolution that has a choice, in a plan; null where there is none.</summary>
    /// <param name="pass">forward, input or kernel.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="groups">Groups of channels.</param>
    public static string? KeyOf(string pass, Windows windows, int filters, int groups) => WinogradConvolution.Fits(windows, groups)
        ? $"{pass} {windows.Height}x{windows.Width}x{windows.Channels} to {windows.OutHeight}x{windows.OutWidth}x{filters}"
        : null;

    /// <summary>Outputs along an axis of Winograd's tiles; 0 for the direct way.</summary>
    private int Pick(string pass, Windows windows, int filters, int groups)
    {
        if (Precise || KeyOf(pass, windows, filters, groups) is not { } key) return 0;
        if (Plan?.Methods.TryGetValue(key, out var method) == true) return Outputs(method);
        return Estimate(windows, filters);
    }

    private static int Estimate(Windows windows, int filters)
    {
        if (Math.Min(windows.Channels, filters) < ChannelsAtLeast) return 0;
        double products = (double)windows.Channels * filters, best = windows.Positions * windows.Elements * products;
        var pick = 0;
        foreach (var outputs in new[] { 4, 3 })
        {
            var tiles = (double)((windows.OutHeight + outputs - 1) / outputs) * ((windows.OutWidth + outputs - 1) / outputs);
            var cost = tiles * (outputs + 2) * (outputs + 2) * (products + TransformCost * (windows.Channels + filters));
            if (cost < best) (best, pick) = (cost, outputs);
        }

        return pick;
    }

    private static int Outputs(string method) => method switch
    {
        "winograd2" => 2,
        "winograd3" => 3,
        "winograd4" => 4,
        _ => 0,
    };
}
