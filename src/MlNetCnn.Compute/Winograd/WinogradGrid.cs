using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Gemm;

namespace MlNetCnn.Compute.Winograd;

/// <summary>How tiles lie over the pictures of a batch: picture after picture, row after row. Tiles at the far edges hang over the output; what lies outside is 0 or is not written.</summary>
internal sealed unsafe class WinogradGrid
{
    private const int Block = GemmKernel.DepthBlock;
    private readonly WinogradKernels _kernels;
    private readonly Windows _windows;
    private readonly int _columns;

    /// <summary>Covers the outputs.</summary>
    /// <param name="kernels">The transforms.</param>
    /// <param name="windows">The geometry: 3x3, stride 1.</param>
    /// <param name="pool">Whether only outputs count that lie in whole 2x2 windows.</param>
    public WinogradGrid(WinogradKernels kernels, Windows windows, bool pool = false)
    {
        (_kernels, _windows) = (kernels, windows);
        var (height, width) = pool ? (windows.OutHeight / 2 * 2, windows.OutWidth / 2 * 2) : (windows.OutHeight, windows.OutWidth);
        _columns = (width + kernels.Outputs - 1) / kernels.Outputs;
        Count = (height + kernels.Outputs - 1) / kernels.Outputs * _columns;
    }

    /// <summary>Tiles of a picture.</summary>
    public int Count { get; }

    /// <summary>Transforms the inputs of some tiles to [point][channels / 16][tile][16].</summary>
    /// <param name="pictures">The batch.</param>
    /// <param name="zeros">As many zeros as there are channels.</param>
    /// <param name="first">First tile.</param>
    /// <param name="end">End of the tiles.</param>
    /// <param name="target">Where the first tile goes.</param>
    /// <param name="pointStride">Distance of points.</param>
    /// <param name="blockStride">Distance of 16 channels to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Inputs(float* pictures, float* zeros, int first, int end, float* target, nint pointStride, nint blockStride)
    {
        var side = _kernels.Side;
        var channels = _windows.Channels;
        var whole = channels / Block * Block;
        float** pixels = stackalloc float*[WinogradKernels.MostPoints], padded = stackalloc float*[WinogradKernels.MostPoints];
        var staging = stackalloc float[WinogradKernels.MostPoints * Block];
        for (var i = 0; i < side * side; i++) padded[i] = staging + i * Block;

        for (var tile = first; tile < end; tile++, target += Block)
        {
            var (picture, top, left) = Place(tile);
            var source = pictures + picture * _windows.InputCount;
            for (var i = 0; i < side; i++)
            {
                var y = top - _windows.PadTop + i;
                var row = (uint)y < (uint)_windows.Height ? source + (nint)y * _windows.Width * channels : null;
                for (var j = 0; j < side; j++)
                {
                    var x = left - _windows.PadLeft + j;
                    pixels[i * side + j] = row != null && (uint)x < (uint)_windows.Width ? row + (nint)x * channels : zeros;
                }
            }

            if (whole > 0) _kernels.Input(pixels, (nint)_kernels.Outputs * channels, whole, target, pointStride, blockStride);
            if (whole == channels) continue;
            for (var i = 0; i < side * side; i++) Pad(pixels[i] + whole, channels - whole, padded[i], Block);
            _kernels.Input(padded, 0, Block, target + whole / Block * blockStride, pointStride, blockStride);
        }
    }

    /// <summary>Transforms the gradients by the outputs of some tiles to [point][panel][tile][panel columns].</summary>
    /// <param name="pictures">The batch.</param>
    /// <param name="filters">Channels of the gradients.</param>
    /// <param name="zeros">As many zeros as there are filters.</param>
    /// <param name="first">First tile.</param>
    /// <param name="end">End of the tiles.</param>
    /// <param name="panelColumns">Columns of a panel.</param>
    /// <param name="target">Where the first tile goes.</param>
    /// <param name="pointStride">Distance of points.</param>
    /// <param name="panelStride">Distance of a panel to the next.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void OutputGradients(float* pictures, int filters, float* zeros, int first, int end, int panelColumns, float* target, nint pointStride, nint panelStride)
    {
        var count = _kernels.Outputs * _kernels.Outputs;
        var whole = filters / panelColumns * panelColumns;
        float** pixels = stackalloc float*[count], padded = stackalloc float*[count];
        var staging = stackalloc float[count * panelColumns];
        for (var i = 0; i < count; i++) padded[i] = staging + i * panelColumns;

        for (var tile = first; tile < end; tile++, target += panelColumns)
        {
            Outputs(pictures, filters, zeros, tile, pixels);
            if (whole > 0) _kernels.OutputGradient(pixels, (nint)_kernels.Outputs * filters, whole, panelColumns, target, pointStride, panelStride);
            if (whole == filters) continue;
            for (var i = 0; i < count; i++) Pad(pixels[i] + whole, filters - whole, padded[i], panelColumns);
            _kernels.OutputGradient(padded, 0, panelColumns, panelColumns, target + whole / panelColumns * panelStride, pointStride, panelStride);
        }
    }

    /// <summary>Where the outputs of a tile lie.</summary>
    /// <param name="pictures">The batch.</param>
    /// <param name="filters">Channels of the outputs.</param>
    /// <param name="absent">What stands for outputs that do not exist.</param>
    /// <param name="tile">The tile.</param>
    /// <param name="targets">m x m addresses.</param>
    public void Outputs(float* pictures, int filters, float* absent, int tile, float** targets) =>
        Outputs(pictures, filters, absent, Place(tile), _windows.OutHeight, _windows.OutWidth, _kernels.Outputs, targets);

    /// <summary>Where the pooled outputs of a tile lie, m/2 x m/2 addresses; null for those that do not exist.</summary>
    public void PooledOutputs(float* pictures, int filters, int tile, float** targets)
    {
        var (picture, top, left) = Place(tile);
        Outputs(pictures, filters, null, (picture, top / 2, left / 2), _windows.OutHeight / 2, _windows.OutWidth / 2, _kernels.Outputs / 2, targets);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Outputs(float* pictures, int filters, float* absent, (int Picture, int Top, int Left) place, int height, int width, int side, float** targets)
    {
        for (var i = 0; i < side; i++)
        {
            var y = place.Top + i;
            var row = pictures + ((nint)place.Picture * height + y) * width * filters;
            for (var j = 0; j < side; j++)
            {
                var x = place.Left + j;
                targets[i * side + j] = y < height && x < width ? row + (nint)x * filters : absent;
            }
        }
    }

    private static void Pad(float* source, int count, float* target, int length)
    {
        new ReadOnlySpan<float>(source, count).CopyTo(new Span<float>(target, count));
        new Span<float>(target + count, length - count).Clear();
    }

    /// <summary>A tile's picture, and its first output.</summary>
    private (int Picture, int Top, int Left) Place(int tile)
    {
        var (picture, position) = Math.DivRem(tile, Count);
        var (row, column) = Math.DivRem(position, _columns);
        return (picture, row * _kernels.Outputs, column * _kernels.Outputs);
    }
}
