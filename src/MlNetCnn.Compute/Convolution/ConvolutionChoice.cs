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
    // Below as many pixels a single picture has too few pieces for all threads.
    private const int PixelsAtLeast = 512;

    /// <summary>Estimates, and Winograd's methods allowed.</summary>
    public static ConvolutionChoice Default { get; } = new(false, null);

    /// <summary>
    /// Whether gradients by pictures (inputs with few channels) are summed directly where no plan says otherwise: faster than any estimate here knows, but not the bits that
    /// training has had.
    /// </summary>
    public bool PicturesDirectly { get; init; }

    /// <summary>Whether a plan may name this way.</summary>
    public static bool IsMethod(string name) => name == "direct" || Outputs(name) != 0;

    /// <summary>The way forward.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="groups">Groups of channels.</param>
    /// <param name="pool">Whether 2x2 max pooling follows, which some ways do in passing.</param>
    public ConvolutionMethod Forward(Kernels kernels, Windows windows, int filters, int groups, bool pool = false) =>
        Pick("forward", windows, filters, groups, m => WinogradCost.Convolution(windows, filters, m, pool), WinogradCost.Direct(windows, filters, pool)) is > 0 and var outputs
            ? new WinogradConvolution(kernels, windows, filters, outputs)
            : FewChannelConvolution.Fits(windows, groups) ? new FewChannelConvolution(kernels, windows, filters)
            : PixelConvolution.Fits(windows, groups) && windows.Positions >= PixelsAtLeast ? new PixelConvolution(kernels, windows, filters)
            : new DirectConvolution(kernels, windows, filters, groups);

    /// <summary>The gradient by a convolution's input, where nothing but a gradient is computed so: see <see cref="PicturesDirectly"/>.</summary>
    public ConvolutionMethod GradientByInput(Kernels kernels, Windows windows, int filters, int groups) =>
        PicturesDirectly && FewChannelInputGradient.Fits(windows, groups) && !(KeyOf("input", windows, filters, groups) is { } key && Plan?.Methods.ContainsKey(key) == true)
            ? new FewChannelInputGradient(kernels, windows, filters)
            : InputGradient(kernels, windows, filters, groups);

    /// <summary>The gradient by the input, also the way forward of a transposed convolution; what it takes are the outputs' gradients.</summary>
    public ConvolutionMethod InputGradient(Kernels kernels, Windows windows, int filters, int groups)
    {
        var turned = windows.Turned(filters);
        return Pick("input", windows, filters, groups, m => WinogradCost.Convolution(turned, windows.Channels, m), WinogradCost.Direct(turned, windows.Channels)) is > 0 and var outputs
            ? new WinogradConvolution(kernels, turned, windows.Channels, outputs, turned: true)
            : FewChannelInputGradient.Fits(windows, groups) ? new FewChannelInputGradient(kernels, windows, filters)
            : new DirectInputGradient(kernels, windows, filters, groups);
    }

    /// <summary>The gradient by the kernel.</summary>
    public KernelGradientMethod KernelGradient(Kernels kernels, Windows windows, int filters, int groups) =>
        Pick("kernel", windows, filters, groups, m => WinogradCost.KernelGradient(windows, filters, m), WinogradCost.Direct(windows, filters)) is > 0 and var outputs
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
    private int Pick(string pass, Windows windows, int filters, int groups, Func<int, double> cost, double direct)
    {
        if (Precise || KeyOf(pass, windows, filters, groups) is not { } key) return 0;
        if (Plan?.Methods.TryGetValue(key, out var method) == true) return Outputs(method);
        var pick = 0;
        foreach (var outputs in new[] { 4, 3, 2 })
            if (cost(outputs) is var time && time < direct) (direct, pick) = (time, outputs);
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
