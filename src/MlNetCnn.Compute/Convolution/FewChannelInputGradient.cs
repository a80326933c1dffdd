using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Memory;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// The gradient by an input with few channels (colours), where <see cref="DirectInputGradient"/> would leave most columns of its tiles empty: here the pixels of a line are the
/// columns, and the channels the rows. For that the lines of what comes in are turned, filter after filter. Same sums in the same order, same bits.
/// </summary>
internal sealed unsafe class FewChannelInputGradient : ConvolutionMethod
{
    private const int ChannelsAtMost = 4;
    private const int LinesPerItem = 16;
    private readonly Kernels _kernels;
    private readonly Windows _windows;
    private readonly int _filters;
    private readonly AxisPhase[] _vertical;
    private readonly AxisPhase[] _horizontal;
    private readonly NativeBuffer _kernel;
    private readonly int _rows;
    private readonly int _left;
    private readonly int _lineLength;
    private readonly int _linesKept;

    /// <summary>Makes it.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The convolution's geometry.</param>
    /// <param name="filters">Its output channels.</param>
    public FewChannelInputGradient(Kernels kernels, Windows windows, int filters)
    {
        (_kernels, _windows, _filters) = (kernels, windows, filters);
        _vertical = [.. Enumerable.Range(0, windows.Strides.Height).Select(p => new AxisPhase(p, windows.Height, windows.Size.Height, windows.Strides.Height, windows.Dilation.Height, windows.PadTop))];
        _horizontal = [.. Enumerable.Range(0, windows.Strides.Width).Select(p => new AxisPhase(p, windows.Width, windows.Size.Width, windows.Strides.Width, windows.Dilation.Width, windows.PadLeft))];
        // The tiles' loops are at their best with four rows.
        _rows = windows.Channels == 3 ? 4 : windows.Channels;
        _kernel = new NativeBuffer((long)windows.Elements * filters * _rows);
        // A turned line has zeros on both sides, as far as windows and the last tile's columns reach.
        var columns = kernels.Gemm.Columns;
        int first = 0, end = windows.OutWidth;
        foreach (var phase in _horizontal)
            foreach (var output in phase.Outputs)
                (first, end) = (Math.Min(first, output), Math.Max(end, output + (phase.Count + columns - 1) / columns * columns));
        _left = -first;
        // Odd multiples of a cache line: lines a power of 2 apart would fall on each other in the cache.
        _lineLength = ((_left + end + 15) / 16 | 1) * 16;
        _linesKept = _vertical.Max(p => p.Outputs.Length == 0 ? 1 : p.Outputs.Max() - p.Outputs.Min() + 1);
    }

    public override long Scratch => (long)_linesKept * _filters * _lineLength + 2L * ChannelsAtMost * _kernels.Gemm.Columns + (long)_kernels.Gemm.Columns * _kernels.Gemm.Columns;

    /// <summary>Whether a convolution can be done this way, and better than by <see cref="DirectInputGradient"/>.</summary>
    public static bool Fits(Windows windows, int groups) => groups == 1 && windows.Channels <= ChannelsAtMost && windows.Elements > 1;

    public override void Pack(float* kernel, int threads)
    {
        var target = _kernel.Pointer;
        for (var element = 0; element < _windows.Elements; element++, kernel += _windows.Channels * _filters)
            for (var f = 0; f < _filters; f++, target += _rows)
                for (var c = 0; c < _rows; c++) target[c] = c < _windows.Channels ? kernel[c * _filters + f] : 0;
    }

    public override void Run(Execution run, float* input, Epilogue epilogue, float* output, bool pool = false)
    {
        var items = (_windows.Height + LinesPerItem - 1) / LinesPerItem;
        run.For(run.Batch * items, (item, scratch) =>
        {
            var (picture, part) = Math.DivRem(item, items);
            var turned = new TurnedLines(this, input + (nint)picture * _windows.Positions * _filters, scratch);
            var staging = scratch + (nint)_linesKept * _filters * _lineLength;
            for (var y = part * LinesPerItem; y < Math.Min((part + 1) * LinesPerItem, _windows.Height); y++)
                foreach (var horizontal in _horizontal)
                    Line(turned, y, horizontal, staging, epilogue, output + ((nint)picture * _windows.Height + y) * _windows.Width * _windows.Channels);
        });
    }

    public override void Dispose() => _kernel.Dispose();

    /// <summary>The pixels of a line that are of one phase.</summary>
    private void Line(TurnedLines turned, int y, AxisPhase horizontal, float* tile, Epilogue epilogue, float* line)
    {
        int channels = _windows.Channels, columns = _kernels.Gemm.Columns;
        var pixels = tile + 2 * ChannelsAtMost * columns;
        var vertical = _vertical[(y + _windows.PadTop) % _windows.Strides.Height];
        var step = (nint)_windows.Strides.Width * channels;
        for (var x = 0; x < horizontal.Count; x += columns)
        {
            var count = Math.Min(columns, horizontal.Count - x);
            Sum(turned, (y - vertical.First) / _windows.Strides.Height, x, vertical, horizontal, tile);
            for (var c = 0; c < channels; c++)
                for (var i = 0; i < count; i++) pixels[i * columns + c] = tile[c * columns + i];
            var target = line + horizontal.First * channels + x * step;
            _kernels.Gemm.Finish(pixels, count, channels, epilogue, 0, target, step);
            if (epilogue.Then is not { } function) continue;
            for (var i = 0; i < count; i++) function.Forward(target + i * step, target + i * step, 1, channels);
        }
    }

    private void Sum(TurnedLines turned, int row, int column, AxisPhase vertical, AxisPhase horizontal, float* tile)
    {
        var resume = false;
        for (var v = 0; v < vertical.Elements.Length; v++)
        {
            var lines = turned.Line(vertical.Outputs[v] + row);
            for (var h = 0; h < horizontal.Elements.Length; h++)
            {
                var kernel = _kernel.Pointer + ((nint)vertical.Elements[v] * _windows.Size.Width + horizontal.Elements[h]) * _filters * _rows;
                // A line outside the picture: its products are zeros, which change no sum but one that has not begun.
                if (lines != null) _kernels.Gemm.MultiplyOuter(_rows, kernel, _rows, lines + _left + horizontal.Outputs[h] + column, _lineLength, _filters, tile, resume);
                resume |= lines != null;
            }
        }

        if (!resume) new Span<float>(tile, _rows * _kernels.Gemm.Columns).Clear();
    }

    /// <summary>The lines of a picture as they are needed, each turned once: (filter, position).</summary>
    private sealed class TurnedLines(FewChannelInputGradient owner, float* picture, float* memory)
    {
        private readonly int[] _there = [.. Enumerable.Repeat(-1, owner._linesKept)];

        /// <summary>A line; null for one outside the picture.</summary>
        public float* Line(int y)
        {
            var windows = owner._windows;
            if ((uint)y >= (uint)windows.OutHeight) return null;
            var place = y % owner._linesKept;
            var line = memory + (nint)place * owner._filters * owner._lineLength;
            if (_there[place] == y) return line;
            _there[place] = y;
            int left = owner._left, right = owner._lineLength - left - windows.OutWidth;
            for (var f = 0; f < owner._filters; f++)
            {
                var row = line + (nint)f * owner._lineLength;
                new Span<float>(row, left).Clear();
                new Span<float>(row + left + windows.OutWidth, right).Clear();
            }

            Transposition.Run(picture + (nint)y * windows.OutWidth * owner._filters, owner._filters, windows.OutWidth, owner._filters, line + left, owner._lineLength);
            return line;
        }
    }
}
