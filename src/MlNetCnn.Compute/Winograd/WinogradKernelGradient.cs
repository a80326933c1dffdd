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
/// All threads share a block of tiles at a time, phase by phase. A sum runs over runs of 64 tiles in order and adds up the runs' sums in order: its error grows
/// much slower than that of one long sum, and neither blocks, which are whole runs, nor threads show.
/// </remarks>
internal sealed unsafe class WinogradKernelGradient : KernelGradientMethod
{
    // Sums up to this size stay in the caches from block to block; then blocks may be small enough to stay there too. Otherwise there should be few blocks.
    private const long SmallSums = 7L << 20;
    private const long SmallBlock = 9L << 18;
    private const long LargeBlock = 24L << 20;

    // Tiles that are summed up by themselves.
    private const int RunTiles = 64;

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

    /// <summary>Overrides the tiles of a block, for measurements; rounded up to whole runs.</summary>
    public int? BlockTiles { get; init; }

    public override long Scratch(int batch) => _kernels.Points * ItemPoint;

    // Sums of 16 channels by a panel at a point.
    private nint ItemPoint => GemmKernel.DepthBlock * _gemm.Columns + Skew;

    private long Limit
    {
        get
        {
            if (BlockTiles is { } given) return (given + RunTiles - 1) / RunTiles * RunTiles;
            var sums = (long)sizeof(float) * _kernels.Points * _gradientPoint;
            var bytesPerTile = (long)sizeof(float) * _kernels.Points * (_depth + (long)_panels * _gemm.Columns);
            return Math.Max(RunTiles, (sums > SmallSums ? LargeBlock : SmallBlock) / bytesPerTile / RunTiles * RunTiles);
        }
    }

    public override long SharedScratch(int batch)
    {
        var tiles = Math.Min((long)batch * _grid.Count, Limit);
        var sums = (long)batch * _grid.Count <= Limit ? 0 : _gradientPoint;
        return _kernels.Points * (sums + (_depth + (long)_panels * _gemm.Columns) * tiles + 2 * Skew);
    }

    public override void Run(Execution run, float* input, float* outputGradient, float* target)
    {
        var tiles = checked(run.Batch * _grid.Count);
        if (tiles == 0)
        {
            for (var tap = 0; tap < WinogradKernels.Taps * WinogradKernels.Taps * _windows.Channels; tap++) new Span<float>(target + (nint)tap * _filters, _filters).Clear();
            return;
        }

        var perBlock = (int)Math.Min(tiles, Limit);
        var sums = run.Shared;
        for (var first = 0; first < tiles; first += perBlock)
        {
            var alone = perBlock >= tiles;
            var block = Transform(run, input, outputGradient, first, Math.Min(first + perBlock, tiles), alone ? sums : sums + _kernels.Points * _gradientPoint);
            if (alone)
            {
                SumAndFinish(run, block, target);
                return;
            }

            Sum(run, block, sums, first > 0);
        }

        run.For(_windows.Channels, (channel, _) =>
        {
            for (var panel = 0; panel < _panels; panel++)
                Finish(sums + ((nint)panel * _depth + channel) * _gemm.Columns, _gradientPoint, channel, panel, target);
        });
    }

    public override void Dispose() => _zeros.Dispose();

    /// <summary>Transforms the tiles of a block.</summary>
    private Block Transform(Execution run, float* input, float* outputGradient, int first, int end, float* inputs)
    {
        const int TilesPerItem = 4;
        var columns = _gemm.Columns;
        var tiles = end - first;
        nint inputPoint = (nint)_depth * tiles + Skew, outputPoint = (nint)_panels * columns * tiles + Skew;
        var block = new Block(tiles, inputs, inputPoint, inputs + _kernels.Points * inputPoint, outputPoint);
        run.For((tiles + TilesPerItem - 1) / TilesPerItem, (item, _) =>
        {
            var from = item * TilesPerItem;
            var to = Math.Min(from + TilesPerItem, tiles);
            _grid.Inputs(
                input, _zeros.Pointer, first + from, first + to, block.Inputs + from * GemmKernel.DepthBlock, block.InputPoint, (nint)tiles * GemmKernel.DepthBlock);
            _grid.OutputGradients(
                outputGradient, _filters, _zeros.Pointer, first + from, first + to, columns, block.Outputs + from * columns, block.OutputPoint, (nint)tiles * columns);
        });
        return block;
    }

    /// <summary>Adds a block's products to the sums, which have room for all channels and panels.</summary>
    private void Sum(Execution run, Block block, float* sums, bool add)
    {
        run.For(_kernels.Points * _panels, (item, _) =>
        {
            var (point, panel) = Math.DivRem(item, _panels);
            SumChannels(block, point, panel, 0, _depth, sums + point * _gradientPoint + (nint)panel * _depth * _gemm.Columns, add);
        });
    }

    /// <summary>Sums up a batch that is one block, 16 channels by a panel at a time, so that the sums stay in the nearest caches until they are transformed.</summary>
    private void SumAndFinish(Execution run, Block block, float* target)
    {
        const int Channels = GemmKernel.DepthBlock;
        var channelBlocks = _depth / Channels;
        run.For(_panels * channelBlocks, (item, scratch) =>
        {
            var (panel, channelBlock) = Math.DivRem(item, channelBlocks);
            var first = channelBlock * Channels;
            for (var point = 0; point < _kernels.Points; point++) SumChannels(block, point, panel, first, first + Channels, scratch + point * ItemPoint, add: false);
            for (var c = first; c < Math.Min(first + Channels, _windows.Channels); c++) Finish(scratch + (c - first) * _gemm.Columns, ItemPoint, c, panel, target);
        });
    }

    /// <summary>Sums the products of some channels and a panel at a point.</summary>
    private void SumChannels(Block block, int point, int panel, int firstChannel, int endChannel, float* sums, bool add)
    {
        const int Channels = GemmKernel.DepthBlock;
        var tile = _gemm.ColumnRows * _gemm.Columns;
        var right = block.Outputs + point * block.OutputPoint + (nint)panel * block.Tiles * _gemm.Columns;
        for (var c = firstChannel; c < endChannel; c += _gemm.ColumnRows, sums += tile)
        {
            // The next sums come from far away when there are many.
            if (add)
                for (var i = tile; i < 2 * tile; i += Channels) Cache.Prefetch(sums + i);
            var left = block.Inputs + point * block.InputPoint + (nint)(c / Channels) * block.Tiles * Channels + c % Channels;
            for (var t = 0; t < block.Tiles; t += RunTiles)
                _gemm.MultiplyColumns(left + t * Channels, right + t * _gemm.Columns, Math.Min(RunTiles, block.Tiles - t), sums, add || t > 0);
        }
    }

    /// <summary>Transforms the sums of a channel and a panel to the kernel's taps.</summary>
    private void Finish(float* sums, nint pointStride, int channel, int panel, float* target)
    {
        var column = panel * _gemm.Columns;
        _kernels.KernelGradient(
            sums, pointStride, Math.Min(_gemm.Columns, _filters - column), target + (nint)channel * _filters + column, (nint)_windows.Channels * _filters);
    }

    /// <summary>Transformed tiles: inputs [point][channels / 16][tile][16] and gradients by outputs [point][panel][tile][panel columns].</summary>
    private readonly struct Block(int tiles, float* inputs, nint inputPoint, float* outputs, nint outputPoint)
    {
        public int Tiles => tiles;

        public float* Inputs => inputs;

        public nint InputPoint => inputPoint;

        public float* Outputs => outputs;

        public nint OutputPoint => outputPoint;
    }
}
