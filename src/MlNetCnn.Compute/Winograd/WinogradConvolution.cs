using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Convolution;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Winograd;

/// <summary>
/// A 3x3 convolution with stride 1 as F(m x m, 3 x 3): tiles of the input and the kernels are transformed, multiplied point by point (a matrix product over channels for
/// each point), and transformed back. After Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016.
/// </summary>
/// <remarks>
/// Every product is one sum over the channels in order, every transform works on a tile alone: neither blocks nor threads nor the place in the batch show in the result.
/// </remarks>
internal sealed unsafe class WinogradConvolution : ConvolutionMethod
{
    // Distances of points are odd multiples of a cache line, so that the points of a tile do not fall on the same few lines of a cache.
    private const int Skew = 16;

    private readonly GemmKernel _gemm;
    private readonly WinogradKernels _kernels;
    private readonly Windows _windows;
    private readonly WinogradGrid _grid;
    private readonly WinogradGrid _pooledGrid;
    private readonly int _filters;
    private readonly bool _turned;
    private readonly int _depth;
    private readonly int _panels;
    private readonly nint _kernelPoint;
    private readonly NativeBuffer _kernel;
    private readonly NativeBuffer _zeros;

    /// <summary>Makes the convolution; <see cref="Pack"/> gives it its kernel.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry: 3x3, stride 1, dilation 1, any padding.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="outputs">m, the outputs of a tile along an axis: 2, 3 or 4.</param>
    /// <param name="turned">
    /// Whether the kernel is turned by 180 degrees and its channels change places, as for the gradient by the input; <see cref="Pack"/> then takes (3, 3, filters, channels).
    /// </param>
    public WinogradConvolution(Kernels kernels, Windows windows, int filters, int outputs, bool turned = false)
    {
        _gemm = kernels.Gemm;
        _kernels = WinogradKernels.For(kernels.Level, outputs);
        (_windows, _filters, _turned) = (windows, filters, turned);
        _grid = new WinogradGrid(_kernels, windows);
        _pooledGrid = new WinogradGrid(_kernels, windows, pool: true);
        _depth = GemmKernel.PadDepth(windows.Channels);
        _panels = (filters + _gemm.Columns - 1) / _gemm.Columns;
        _kernelPoint = (nint)_panels * _depth * _gemm.Columns + Skew;
        _kernel = new NativeBuffer(_kernels.Points * _kernelPoint);
        _zeros = new NativeBuffer(_depth);
    }

    /// <summary>Whether a convolution can be done this way.</summary>
    public static bool Fits(Windows windows, int groups) => windows.Size == 3 && windows.Strides == 1 && windows.Dilation == 1 && groups == 1;

    /// <summary>Overrides the cut, for measurements.</summary>
    public WinogradBlocking? Blocking { get; init; }

    public override bool CanPool => _kernels.Outputs % 2 == 0;

    public override long Scratch
    {
        get
        {
            // However many tiles there are, a block of a thread's own is never larger than it is for very many.
            var most = BlockingOf(int.MaxValue / 2, 1);
            return most.Together ? 0 : BlockFloats(most.Tiles, most.Panels);
        }
    }

    public override long SharedScratch(int batch)
    {
        var tiles = batch * _grid.Count;
        var most = Blocking is { } given
            ? given.Together ? Math.Min(given.Tiles, tiles) : 0
            : WinogradBlocking.MostTogether(_gemm, _kernels.Points, _depth, _panels * _gemm.Columns, tiles);
        return most == 0 ? 0 : BlockFloats(most, _panels);
    }

    public override void Pack(float* kernel, int threads)
    {
        var blocks = _depth / GemmKernel.DepthBlock;
        WorkerPool.Shared.Run(_panels * blocks, threads, (item, _) => PackBlock(kernel, item / blocks, item % blocks * GemmKernel.DepthBlock));
    }

    public override void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false)
    {
        var grid = pool ? _pooledGrid : _grid;
        var tiles = checked(run.Batch * grid.Count);
        if (tiles == 0) return;
        var blocking = BlockingOf(tiles, run.Threads);
        var blocks = (tiles + blocking.Tiles - 1) / blocking.Tiles;
        if (!blocking.Together)
        {
            run.For(blocks, (item, scratch) =>
            {
                var block = new Block(this, grid, scratch, item * blocking.Tiles, Math.Min((item + 1) * blocking.Tiles, tiles), blocking.Panels);
                block.Transform(input, 0, block.Tiles);
                for (var panel = 0; panel < _panels; panel += blocking.Panels)
                {
                    var end = Math.Min(panel + blocking.Panels, _panels);
                    for (var point = 0; point < _kernels.Points; point++) block.Multiply(point, panel, panel, end);
                    block.Finish(0, block.Tiles, panel, end, epilogue, output, pool);
                }
            });
            return;
        }

        for (var b = 0; b < blocks; b++) RunTogether(run, new Block(this, grid, run.Shared, b * blocking.Tiles, Math.Min((b + 1) * blocking.Tiles, tiles), _panels), input, epilogue, output, pool);
    }

    public override void Dispose()
    {
        _kernel.Dispose();
        _zeros.Dispose();
    }

    private void RunTogether(Execution run, Block block, float* input, Epilogue epilogue, float* output, bool pool)
    {
        const int TilesPerItem = 4;
        const int PanelsPerItem = 4;
        var tileItems = (block.Tiles + TilesPerItem - 1) / TilesPerItem;
        var panelItems = (_panels + PanelsPerItem - 1) / PanelsPerItem;
        run.For(tileItems, (item, _) => block.Transform(input, item * TilesPerItem, Math.Min((item + 1) * TilesPerItem, block.Tiles)));
        run.For(_kernels.Points * panelItems, (item, _) =>
        {
            var (point, panel) = Math.DivRem(item, panelItems);
            block.Multiply(point, 0, panel * PanelsPerItem, Math.Min((panel + 1) * PanelsPerItem, _panels));
        });
        run.For(tileItems, (item, _) => block.Finish(item * TilesPerItem, Math.Min((item + 1) * TilesPerItem, block.Tiles), 0, _panels, epilogue, output, pool));
    }

    private WinogradBlocking BlockingOf(int tiles, int threads) =>
        Blocking ?? WinogradBlocking.Of(_gemm, _kernels.Points, _depth, _panels * _gemm.Columns, tiles, threads);

    // Transformed inputs (one more row is read at the end), and products with a row of slack behind each panel, where an uneven tile's last row falls.
    private long BlockFloats(long tiles, int panels) =>
        _kernels.Points * (_depth * tiles + Skew) + GemmKernel.DepthBlock + _kernels.Points * (panels * (tiles + 1) * _gemm.Columns + Skew);

    /// <summary>Transforms 16 input channels of a panel: gathers their taps side by side, padded with zeros, then works along the columns.</summary>
    private void PackBlock(float* kernel, int panel, int firstChannel)
    {
        const int Taps = WinogradKernels.Taps * WinogradKernels.Taps;
        const int Block = GemmKernel.DepthBlock;
        var columns = _gemm.Columns;
        var firstColumn = panel * columns;
        int channels = Math.Min(Block, _windows.Channels - firstChannel), used = Math.Min(columns, _filters - firstColumn);
        var staging = stackalloc float[Taps * Block * columns];
        for (var tap = 0; tap < Taps; tap++)
            for (var c = 0; c < channels; c++)
            {
                var row = staging + (tap * Block + c) * columns;
                if (_turned)
                {
                    var source = kernel + ((nint)(Taps - 1 - tap) * _filters + firstColumn) * _windows.Channels + firstChannel + c;
                    for (var j = 0; j < used; j++) row[j] = source[(nint)j * _windows.Channels];
                }
                else
                {
                    new ReadOnlySpan<float>(kernel + ((nint)tap * _windows.Channels + firstChannel + c) * _filters + firstColumn, used).CopyTo(new Span<float>(row, used));
                }
            }

        _kernels.Kernel(staging, Block * columns, Block * columns, _kernel.Pointer + ((nint)panel * _depth + firstChannel) * columns, _kernelPoint);
    }

    /// <summary>Some tiles on their way through the phases.</summary>
    private readonly struct Block(WinogradConvolution owner, WinogradGrid grid, float* scratch, int first, int end, int panels)
    {
        private readonly nint _inputPoint = (nint)owner._depth * (end - first) + Skew;
        private readonly nint _panelStride = (nint)(end - first + 1) * owner._gemm.Columns;
        private readonly nint _productPoint = (nint)panels * (end - first + 1) * owner._gemm.Columns + Skew;
        private readonly float* _products = scratch + owner._kernels.Points * ((nint)owner._depth * (end - first) + Skew) + GemmKernel.DepthBlock;

        public int Tiles => end - first;

        /// <summary>Transforms the inputs of some of the tiles.</summary>
        public void Transform(float* input, int from, int to) =>
            grid.Inputs(input, owner._zeros.Pointer, first + from, first + to, scratch + from * GemmKernel.DepthBlock, _inputPoint, (nint)Tiles * GemmKernel.DepthBlock);

        /// <summary>Multiplies all tiles at a point.</summary>
        /// <param name="point">The point.</param>
        /// <param name="origin">The panel whose products lie first.</param>
        /// <param name="firstPanel">First panel to multiply with.</param>
        /// <param name="endPanel">End of the panels.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Multiply(int point, int origin, int firstPanel, int endPanel)
        {
            var gemm = owner._gemm;
            var left = scratch + point * _inputPoint;
            // Heights as even as can be, since low tiles of the micro-kernel wait for their own sums.
            var parts = (Tiles + gemm.Rows - 1) / gemm.Rows;
            var height = ((Tiles + parts - 1) / parts + 1) / 2 * 2;
            for (var panel = firstPanel; panel < endPanel; panel++)
            {
                var right = owner._kernel.Pointer + point * owner._kernelPoint + (nint)panel * owner._depth * gemm.Columns;
                var target = _products + point * _productPoint + (panel - origin) * _panelStride;
                // A large kernel comes from far away: the first tiles fetch the next panel while they compute.
                var next = right + (nint)owner._depth * gemm.Columns;
                var lines = gemm.Columns / GemmKernel.DepthBlock;
                for (int t = 0, i = 0; t < Tiles; t += height, i++)
                {
                    gemm.Multiply(
                        Math.Min(height, Tiles - t), left + t * GemmKernel.DepthBlock, (nint)Tiles * GemmKernel.DepthBlock, right, owner._depth, target + t * gemm.Columns, resume: false,
                        i < lines ? next + i * (nint)owner._depth * GemmKernel.DepthBlock : null);
                }
            }
        }

        /// <summary>Transforms products of some of the tiles back and writes them.</summary>
        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Finish(int from, int to, int firstPanel, int endPanel, Epilogue epilogue, float* output, bool pool)
        {
            var columns = owner._gemm.Columns;
            var targets = stackalloc float*[WinogradKernels.MostPoints];
            var shifted = stackalloc float*[WinogradKernels.MostPoints];
            var side = pool ? owner._kernels.Outputs / 2 : owner._kernels.Outputs;
            for (var t = from; t < to; t++)
            {
                if (pool) grid.PooledOutputs(output, owner._filters, first + t, targets);
                else grid.Outputs(output, owner._filters, null, first + t, targets);
                for (var panel = firstPanel; panel < endPanel; panel++)
                {
                    var column = panel * columns;
                    for (var i = 0; i < side * side; i++) shifted[i] = targets[i] == null ? null : targets[i] + column;
                    var source = _products + (panel - firstPanel) * _panelStride + t * columns;
                    owner._kernels.Output(source, _productPoint, Math.Min(columns, owner._filters - column), epilogue, column, shifted, (nint)side * owner._filters, pool);
                }
            }
        }
    }
}
