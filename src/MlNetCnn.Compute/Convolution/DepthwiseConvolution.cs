using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// Convolution of every channel by itself, forward and back. With several filters per channel (a multiplier) the lines at hand are spread first, so that every
/// channel stands as often as it has filters, and one filter per channel is all that kernels know.
/// </summary>
internal sealed unsafe class DepthwiseConvolution : IDisposable
{
    private const int ValuesPerItem = 1 << 14;
    private const int LinesPerItemAtMost = 8;
    private const int ItemsWanted = 48;
    private readonly Windows _windows;
    private readonly Windows _spread;
    private readonly Windows _turned;
    private readonly int _multiplier;
    private readonly NativeBuffer _turnedKernel;
    private readonly Epilogue _plain;

    /// <summary>Makes it.</summary>
    /// <param name="windows">The geometry.</param>
    /// <param name="multiplier">Filters per channel.</param>
    public DepthwiseConvolution(Windows windows, int multiplier)
    {
        (_windows, _multiplier) = (windows, multiplier);
        _spread = windows with { Channels = checked(windows.Channels * multiplier) };
        _turned = _spread.Turned(_spread.Channels);
        _turnedKernel = new NativeBuffer((long)windows.Elements * _spread.Channels);
        _plain = new Epilogue(_spread.Channels);
    }

    /// <summary>Floats of scratch per worker, forward.</summary>
    public long Scratch => _multiplier == 1 ? 0 : SpreadCount(LinesPerItem);

    private int LinesPerItem => (int)Math.Clamp(ValuesPerItem / ((long)_windows.OutWidth * _spread.Channels), 1, LinesPerItemAtMost);

    private nint OutputCount => (nint)_windows.Positions * _spread.Channels;

    private int KernelCount => _windows.Elements * _spread.Channels;

    /// <summary>Floats of scratch per worker, back.</summary>
    public long BackwardScratch => _multiplier == 1 ? 0
        : Math.Max(SpreadCount(Math.Clamp(PositionBlocks.PositionsPerBlock / _windows.OutWidth, 1, _windows.OutHeight)), (long)_windows.Width * _spread.Channels);

    /// <summary>Floats of scratch that all workers share, for the gradient of a batch.</summary>
    public long BackwardSharedScratch(int batch) => (long)Chunks(BlocksOf(batch)) * KernelCount;

    /// <summary>Convolves a batch.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">NHWC.</param>
    /// <param name="kernel">(height, width, channels, multiplier): the output's channels lie last.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="output">NHWC.</param>
    public void Forward(Execution run, float* input, float* kernel, Epilogue epilogue, float* output)
    {
        var lines = LinesPerItem;
        var items = (_windows.OutHeight + lines - 1) / lines;
        nint rowLength = (nint)_windows.OutWidth * _spread.Channels;
        run.For(run.Batch * items, (item, scratch) =>
        {
            var (picture, part) = Math.DivRem(item, items);
            int first = part * lines, end = Math.Min(first + lines, _windows.OutHeight);
            var source = Spread(input + picture * _windows.InputCount, first, end, scratch);
            for (var row = first; row < end; row++)
                run.Kernels.Depthwise.Forward(_spread, source, kernel, epilogue, row, output + ((nint)picture * _windows.OutHeight + row) * rowLength);
        });
    }

    /// <summary>Computes the gradient by the input.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="outputGradient">Gradient by the sums.</param>
    /// <param name="kernel">The kernel.</param>
    /// <param name="target">NHWC; overwritten.</param>
    public void InputGradient(Execution run, float* outputGradient, float* kernel, float* target)
    {
        // Where windows move by one, the way back is a way forward with the kernel turned round.
        var turns = _windows.Strides is { Height: 1, Width: 1 };
        if (turns) Turn(kernel);
        nint rowLength = (nint)_windows.Width * _windows.Channels;
        run.For(run.Batch * _windows.Height, (item, scratch) =>
        {
            var (picture, row) = Math.DivRem(item, _windows.Height);
            var gradients = outputGradient + picture * OutputCount;
            var to = _multiplier == 1 ? target + item * rowLength : scratch;
            if (turns) run.Kernels.Depthwise.Forward(_turned, gradients, _turnedKernel.Pointer, _plain, row, to);
            else run.Kernels.Depthwise.InputGradient(_spread, gradients, kernel, row, to);
            if (_multiplier == 1) return;
            for (nint i = 0; i < rowLength; i++)
            {
                var sum = 0f;
                for (var m = 0; m < _multiplier; m++) sum += scratch[i * _multiplier + m];
                target[item * rowLength + i] = sum;
            }
        });
    }

    /// <summary>Computes the gradient by the kernel.</summary>
    /// <param name="run">Batch, threads, scratch.</param>
    /// <param name="input">What went in.</param>
    /// <param name="outputGradient">Gradient by the sums.</param>
    /// <param name="target">(height, width, channels, multiplier); overwritten.</param>
    public void KernelGradient(Execution run, float* input, float* outputGradient, float* target)
    {
        var blocks = BlocksOf(run.Batch);
        var chunks = Chunks(blocks);
        var partials = run.Shared;
        run.For(chunks, (chunk, scratch) =>
        {
            int first = (int)((long)blocks.Count * chunk / chunks), end = (int)((long)blocks.Count * (chunk + 1) / chunks);
            var sums = partials + (nint)chunk * KernelCount;
            new Span<float>(sums, KernelCount).Clear();
            for (var b = first; b < end; b++)
            {
                var block = blocks[b];
                var source = Spread(input + block.Picture * _windows.InputCount, block.Top, block.Bottom, scratch);
                run.Kernels.Depthwise.KernelGradient(_spread, source, outputGradient + block.Picture * OutputCount, block, sums);
            }
        });

        OrderedSums.Add(run, partials, chunks, KernelCount, _windows.Elements, _spread.Channels, _spread.Channels, target, _spread.Channels);
    }

    public void Dispose()
    {
        _turnedKernel.Dispose();
        _plain.Dispose();
    }

    private PositionBlocks BlocksOf(int batch) => new(batch, _windows.OutHeight, _windows.OutWidth);

    private static int Chunks(PositionBlocks blocks) => Math.Clamp(ItemsWanted, 1, blocks.Count);

    /// <summary>Values of the spread lines that some output lines' windows meet.</summary>
    private long SpreadCount(int lines) =>
        Math.Min(_windows.Height, (lines - 1L) * _windows.Strides.Height + (_windows.Size.Height - 1L) * _windows.Dilation.Height + 1) * _windows.Width * _spread.Channels;

    /// <summary>The picture as kernels take it; with a multiplier only the lines exist that the windows of outputs first .. end - 1 meet.</summary>
    private float* Spread(float* picture, int first, int end, float* scratch)
    {
        if (_multiplier == 1) return picture;
        var top = Math.Clamp(first * _windows.Strides.Height - _windows.PadTop, 0, _windows.Height);
        var bottom = Math.Clamp((end - 1) * _windows.Strides.Height - _windows.PadTop + (_windows.Size.Height - 1) * _windows.Dilation.Height + 1, top, _windows.Height);
        nint line = (nint)_windows.Width * _windows.Channels, start = top * line;
        for (var i = start; i < bottom * line; i++) new Span<float>(scratch + (i - start) * _multiplier, _multiplier).Fill(picture[i]);
        return scratch - start * _multiplier;
    }

    private void Turn(float* kernel)
    {
        var channels = _spread.Channels;
        for (var element = 0; element < _windows.Elements; element++)
            new ReadOnlySpan<float>(kernel + (nint)element * channels, channels)
                .CopyTo(new Span<float>(_turnedKernel.Pointer + (nint)(_windows.Elements - 1 - element) * channels, channels));
    }
}
