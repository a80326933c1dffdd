using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// The gradient of a 3x3 convolution with stride 1 by its kernel, among the points of F(m x m, 3 x 3): dg = G^T (sum over tiles of (B^T d B) (A dY A^T)) G, which is
/// <see cref="WinogradConvolution"/> differentiated. At each point it is a matrix product, a sum over the tiles of the batch.
/// </summary>
/// <remarks>
/// All threads share a block of tiles at a time, phase by phase, and a sum goes on from block to block, tile after tile in order: neither blocks nor threads show.
/// </remarks>
internal sealed unsafe class WinogradKernelGradient : KernelGradientMethod
{
    // Bytes of a block: transformed inputs and gradients, which the threads pass to each other through the third-level cache.
    private const long BlockBytes = 16L << 20;

    // Distances of points are odd multiples of a cache line, so that the points of a tile do not fall on the same few lines of a cache.
    private const int Skew = 16;

    private readonly GemmKernel _gemm;
    private readonly WinogradKernels _kernels;
    private readonly Windows _windows;
    private readonly WinogradGrid _grid;
    private readonly int _filters;
    private readonly int _depth;
    private readonly int _panels;
    private readonly nint _gradientPoint;
    private readonly NativeBuffer _zeros;

    /// <summary>Makes the method.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The convolution's geometry: 3x3, stride 1, dilation 1, any padding.</param>
    /// <param name="filters">Its output channels.</param>
    /// <param name="outputs">m, the outputs of a tile along an axis: 2, 3 or 4.</param>
    public WinogradKernelGradient(Kernels kernels, Windows windows, int filters, int outputs)
    {
        _gemm = kernels.Gemm;
        _kernels = WinogradKernels.For(kernels.Level, outputs);
        (_windows, _filters) = (windows, filters);
        _grid = new WinogradGrid(_kernels, windows);
        _depth = GemmKernel.PadDepth(windows.Channels);
        _panels = (filters + _gemm.Columns - 1) / _gemm.Columns;
        _gradientPoint = (nint)_panels * _depth * _gemm.Columns + Skew;
        _zeros = new NativeBuffer(Math.Max(_depth, filters));
    }

    /// <summary>Overrides the tiles of a block, for measurements.</summary>
    public int? BlockTiles { get; init; }

    public override long Scratch(int batch) => 0;

    private long Limit =>
        BlockTiles ?? Math.Max(GemmKernel.DepthBlock, BlockBytes / ((long)sizeof(float) * _kernels.Points * (_depth + (long)_panels * _gemm.Columns)));

    public override long SharedScratch(int batch)
    {
        var tiles = Math.Min((long)batch * _grid.Count, Limit);
        return _kernels.Points * (_gradientPoint + (_depth + (long)_panels * _gemm.Columns) * tiles + 2 * Skew);
    }

    public override void Run(Execution run, float* input, float* outputGradient, float* target)
    {
        var tiles = checked(run.Batch * _grid.Count);
        var perBlock = TilesPerBlock(tiles);
        var gradient = run.Shared;
        if (tiles == 0) new Span<float>(gradient, checked((int)(_kernels.Points * _gradientPoint))).Clear();
        for (var first = 0; first < tiles; first += perBlock) AddBlock(run, input, outputGradient, gradient, first, Math.Min(first + perBlock, tiles));

        run.For(_windows.Channels, (channel, _) =>
        {
            for (var panel = 0; panel < _panels; panel++)
            {
                var column = panel * _gemm.Columns;
                _kernels.KernelGradient(
                    gradient + ((nint)panel * _depth + channel) * _gemm.Columns, _gradientPoint, Math.Min(_gemm.Columns, _filters - column),
                    target + (nint)channel * _filters + column, (nint)_windows.Channels * _filters);
            }
        });
    }

    public override void Dispose() => _zeros.Dispose();

    private void AddBlock(Execution run, float* input, float* outputGradient, float* gradient, int first, int end)
    {
        const int TilesPerItem = 4;
        const int Block = GemmKernel.DepthBlock;
        var tiles = end - first;
        var columns = _gemm.Columns;
        nint inputPoint = (nint)_depth * tiles + Skew, outputPoint = (nint)_panels * columns * tiles + Skew, panelStride = (nint)tiles * columns;
        var inputs = gradient + _kernels.Points * _gradientPoint;
        var outputs = inputs + _kernels.Points * inputPoint;

        run.For((tiles + TilesPerItem - 1) / TilesPerItem, (item, _) =>
        {
            var from = item * TilesPerItem;
            var to = Math.Min(from + TilesPerItem, tiles);
            _grid.Inputs(input, _zeros.Pointer, first + from, first + to, inputs + from * Block, inputPoint, (nint)tiles * Block);
            _grid.OutputGradients(outputGradient, _filters, _zeros.Pointer, first + from, first + to, columns, outputs + from * columns, outputPoint, panelStride);
        });

        run.For(_kernels.Points * _panels, (item, _) =>
        {
            var (point, panel) = Math.DivRem(item, _panels);
            var right = outputs + point * outputPoint + panel * panelStride;
            var sums = gradient + point * _gradientPoint + (nint)panel * _depth * columns;
            for (var c = 0; c < _depth; c += _gemm.ColumnRows)
            {
                var left = inputs + point * inputPoint + (nint)(c / Block) * tiles * Block + c % Block;
                _gemm.MultiplyColumns(left, right, tiles, sums + (nint)c * columns, resume: first > 0);
            }
        });
    }

    private int TilesPerBlock(long tiles)
    {
        var blocks = Math.Max(1, (tiles + Limit - 1) / Limit);
        return (int)Math.Max(1, (tiles + blocks - 1) / blocks);
    }
}
