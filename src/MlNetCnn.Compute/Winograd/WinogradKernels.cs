using System.Runtime.Intrinsics;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// The transforms of tiles, along channels. A tile has m x m outputs and n x n inputs, n = m + 2; transformed it has n x n points, each of which lies a constant
/// distance from the last.
/// </summary>
internal abstract unsafe class WinogradKernels
{
    /// <summary>Taps of a kernel along an axis.</summary>
    public const int Taps = 3;

    /// <summary>Inputs of the largest tile.</summary>
    public const int MostPoints = 36;

    /// <summary>m: outputs of a tile along an axis.</summary>
    public abstract int Outputs { get; }

    /// <summary>n: inputs of a tile, and points, along an axis.</summary>
    public int Side => Outputs + Taps - 1;

    /// <summary>n x n.</summary>
    public int Points => Side * Side;

    /// <summary>The transforms of a tile size (2, 3 or 4 outputs along an axis) for a vector width.</summary>
    public static WinogradKernels For(SimdLevel level, int outputs) => outputs switch
    {
        2 => For<WinogradSize2>(level),
        3 => For<WinogradSize3>(level),
        4 => For<WinogradSize4>(level),
        _ => throw new ArgumentOutOfRangeException(nameof(outputs), outputs, "There are Winograd tiles of 2, 3 and 4 outputs along an axis."),
    };

    /// <summary>V = B^T d B of one tile.</summary>
    /// <param name="pixels">The tile's n x n inputs.</param>
    /// <param name="ahead">Distance to the same pixel of the next tile, which is fetched meanwhile; any number does.</param>
    /// <param name="channels">How many channels, a multiple of 16.</param>
    /// <param name="target">First point of the first channel; 16 channels lie together.</param>
    /// <param name="pointStride">Distance of points.</param>
    /// <param name="blockStride">Distance of 16 channels to the next.</param>
    public abstract void Input(float** pixels, nint ahead, int channels, float* target, nint pointStride, nint blockStride);

    /// <summary>U = G g G^T of a run of kernels.</summary>
    /// <param name="taps">The first tap of the first kernel; kernels lie side by side.</param>
    /// <param name="tapStride">Distance of taps.</param>
    /// <param name="count">How many kernels, a multiple of 16.</param>
    /// <param name="target">First point of the first kernel.</param>
    /// <param name="pointStride">Distance of points.</param>
    public abstract void Kernel(float* taps, nint tapStride, int count, float* target, nint pointStride);

    /// <summary>Y = epilogue(A^T M A) of one tile.</summary>
    /// <param name="source">First point of the first column.</param>
    /// <param name="pointStride">Distance of points.</param>
    /// <param name="columns">How many columns to write.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="firstColumn">The first column, where the epilogue's vectors begin.</param>
    /// <param name="targets">Where the m x m outputs go (with pooling the m/2 x m/2 largest); null for those that do not exist.</param>
    /// <param name="ahead">Distance to the same pixel of the next tile, which is fetched meanwhile; any number does.</param>
    /// <param name="pool">Whether the largest of every 2x2 outputs is written.</param>
    public abstract void Output(float* source, nint pointStride, int columns, Epilogue epilogue, int firstColumn, float** targets, nint ahead, bool pool);

    /// <summary>A dY A^T of one tile.</summary>
    /// <param name="pixels">Gradients by the tile's m x m outputs.</param>
    /// <param name="ahead">Distance to the same pixel of the next tile, which is fetched meanwhile; any number does.</param>
    /// <param name="filters">How many filters, a multiple of <paramref name="panelColumns"/>.</param>
    /// <param name="panelColumns">How many filters lie together.</param>
    /// <param name="target">First point of the first filter.</param>
    /// <param name="pointStride">Distance of points.</param>
    /// <param name="panelStride">Distance of a panel to the next.</param>
    public abstract void OutputGradient(float** pixels, nint ahead, int filters, int panelColumns, float* target, nint pointStride, nint panelStride);

    /// <summary>dg = G^T dU G of a run of kernels.</summary>
    /// <param name="source">First point of the first kernel; kernels lie side by side.</param>
    /// <param name="pointStride">Distance of points.</param>
    /// <param name="count">How many kernels to write.</param>
    /// <param name="taps">The first tap of the first kernel.</param>
    /// <param name="tapStride">Distance of taps.</param>
    public abstract void KernelGradient(float* source, nint pointStride, int count, float* taps, nint tapStride);

    private static WinogradKernels For<TSize>(SimdLevel level)
        where TSize : IWinogradSize => level switch
    {
        SimdLevel.Avx512 => new WinogradKernels<TSize, Simd512, Vector512<float>>(),
        SimdLevel.Avx2 => new WinogradKernels<TSize, Simd256, Vector256<float>>(),
        _ => new WinogradKernels<TSize, Simd128, Vector128<float>>(),
    };
}
