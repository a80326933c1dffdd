using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// A convolution of pictures with few channels (colours): sums are so short that gathering windows would take as long as summing. A window's line (kx, channel) lies
/// in one piece, and those of the next outputs a known small distance further; so the kernel reads a padded copy of some lines where it lies. Same sums, same
/// bits as <see cref="DirectConvolution"/>.
/// </summary>
[SkipLocalsInit]
internal sealed unsafe class FewChannelConvolution : ConvolutionMethod
{
    private const int LinesPerItem = 4;
    private readonly Kernels _kernels;
    private readonly Windows _windows;
    private readonly PaddedLines _lines;
    private readonly PackedMatrix _packed;
    private readonly Windows _pooled;

    /// <summary>Makes it.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    public FewChannelConvolution(Kernels kernels, Windows windows, int filters)
    {
        (_kernels, _windows, _lines) = (kernels, windows, new(windows));
        _packed = new PackedMatrix(windows.Elements * windows.Channels, filters, kernels.OuterProducts.Columns);
        // Of a pair of lines; made once, since there are many pairs in a batch.
        _pooled = new Windows(2, windows.OutWidth, filters, 1, windows.OutWidth / 2, 2, 2, 1, 0, 0);
    }

    public override long Scratch => WholeVectors(_lines.Count(LinesPerItem, _windows.OutWidth)) + 2 * RowLength;

    public override bool CanPool => true;

    private nint RowLength => (nint)_windows.OutWidth * _packed.Columns;

    /// <summary>Whether a convolution can be done this way.</summary>
    public static bool Fits(Windows windows, int groups) => groups == 1 && windows.Dilation.Width == 1 && windows.Channels <= 3 && windows.Elements > 1
        && OuterProductKernel.HasDistance(windows.Strides.Width * windows.Channels);

    public override void Pack(float* kernel, int threads) =>
        WorkerPool.Shared.Run(_packed.Panels, threads, (panel, _) => _packed.PackPanel(panel, kernel, _packed.Columns, 1));

    public override void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false)
    {
        var items = (_windows.OutHeight + LinesPerItem - 1) / LinesPerItem;
        run.For(run.Batch * items, (item, scratch) =>
        {
            var (picture, part) = Math.DivRem(item, items);
            var first = part * LinesPerItem;
            var block = new PositionBlock(picture, first, Math.Min(first + LinesPerItem, _windows.OutHeight), 0, _windows.OutWidth);
            _lines.Copy(input, block, scratch);
            if (pool)
            {
                Pool(run.Kernels.Windows, block, scratch, epilogue, output);
                return;
            }

            var target = output + ((nint)picture * _windows.OutHeight + first) * RowLength;
            for (var line = 0; line < block.Lines; line++, target += RowLength) Line(scratch, line, epilogue, target);
        });
    }

    public override void Dispose() => _packed.Dispose();

    private static nint WholeVectors(nint count) => (count + 15) / 16 * 16;

    /// <summary>Makes pairs of lines in scratch and writes the largest of every 2 x 2; an odd last line or column falls away.</summary>
    private void Pool(WindowKernels kernels, PositionBlock block, float* source, Epilogue epilogue, float* output)
    {
        int height = _windows.OutHeight / 2, width = _windows.OutWidth / 2;
        var pair = source + WholeVectors(_lines.Count(LinesPerItem, _windows.OutWidth));
        for (var line = 0; line + 1 < block.Lines; line += 2)
        {
            Line(source, line, epilogue, pair);
            Line(source, line + 1, epilogue, pair + RowLength);
            kernels.MaxPool(_pooled, pair, 0, output + ((nint)block.Picture * height + (block.Top + line) / 2) * width * _packed.Columns);
        }
    }

    private void Line(float* copy, int line, Epilogue epilogue, float* target)
    {
        var source = copy + (nint)line * _windows.Strides.Height * _lines.Width(_windows.OutWidth);
        var kernel = _kernels.OuterProducts;
        var tile = stackalloc float[OuterProductKernel.RowsAtMost * kernel.Columns];
        int distance = _windows.Strides.Width * _windows.Channels, count = _windows.Size.Width * _windows.Channels;
        var lineDistance = _windows.Dilation.Height * _lines.Width(_windows.OutWidth);
        for (var panel = 0; panel < _packed.Panels; panel++)
        {
            var column = panel * kernel.Columns;
            var columns = Math.Min(kernel.Columns, _packed.Columns - column);
            for (int ox = 0, rows; ox < _windows.OutWidth; ox += rows)
            {
                rows = OuterProductKernel.TileRows(_windows.OutWidth - ox);
                kernel.Products(
                    rows, source + (nint)ox * distance, distance, lineDistance, _packed.Panel(panel), (nint)count * kernel.Columns, count, _windows.Size.Height, tile);
                _kernels.Gemm.Finish(tile, rows, columns, epilogue, column, target + (nint)ox * _packed.Columns + column, _packed.Columns);
            }
        }

        epilogue.Then?.Forward(target, target, _windows.OutWidth, _packed.Columns);
    }
}
