using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Compute.Threading;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// A 1x1 convolution of pictures with some usual small numbers of channels: sums are so short that laying pixels into panels would take a good part of the time, so
/// the kernel reads them where they lie. Same sums, same bits as <see cref="DirectConvolution"/>.
/// </summary>
[SkipLocalsInit]
internal sealed unsafe class PixelConvolution : ConvolutionMethod
{
    private const int PixelsPerItem = 16 * OuterProductKernel.RowsAtMost;
    private readonly Kernels _kernels;
    private readonly Windows _windows;
    private readonly PackedMatrix _packed;

    /// <summary>Makes it.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    public PixelConvolution(Kernels kernels, Windows windows, int filters)
    {
        (_kernels, _windows) = (kernels, windows);
        _packed = new PackedMatrix(windows.Channels, filters, kernels.OuterProducts.Columns);
    }

    public override long Scratch => 0;

    public override bool CanAdd => true;

    /// <summary>Whether a convolution can be done this way.</summary>
    public static bool Fits(Windows windows, int groups) => groups == 1 && windows.ArePixels && OuterProductKernel.HasDistance(windows.Channels);

    public override void Pack(float* kernel, int threads) =>
        WorkerPool.Shared.Run(_packed.Panels, threads, (panel, _) => _packed.PackPanel(panel, kernel, _packed.Columns, 1));

    public override void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false) => RunAdding(run, input, null, epilogue, output);

    public override void RunAdding(Execution run, float* input, float* residual, Epilogue epilogue, float* output)
    {
        var pixels = checked(run.Batch * _windows.Positions);
        run.For((pixels - 1) / PixelsPerItem + 1, (item, _) => Pixels(item * PixelsPerItem, Math.Min((item + 1) * PixelsPerItem, pixels), input, residual, epilogue, output));
    }

    public override void Dispose() => _packed.Dispose();

    private void Pixels(int first, int end, float* input, float* residual, Epilogue epilogue, float* output)
    {
        var kernel = _kernels.OuterProducts;
        int channels = _windows.Channels, filters = _packed.Columns;
        var tile = stackalloc float[OuterProductKernel.RowsAtMost * kernel.Columns];
        for (int pixel = first, rows; pixel < end; pixel += rows)
        {
            rows = OuterProductKernel.TileRows(end - pixel);
            for (var panel = 0; panel < _packed.Panels; panel++)
            {
                var column = panel * kernel.Columns;
                var place = (nint)pixel * filters + column;
                kernel.Products(rows, input + (nint)pixel * channels, channels, 0, _packed.Panel(panel), 0, channels, 1, tile);
                _kernels.Gemm.Finish(
                    tile, rows, Math.Min(kernel.Columns, filters - column), epilogue, column, output + place, filters, residual == null ? null : residual + place);
            }
        }

        var start = output + (nint)first * filters;
        epilogue.Then?.Forward(start, start, end - first, filters);
    }
}
