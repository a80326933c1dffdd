using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Convolution;

/// <summary>
/// The gradient of any convolution by its kernel: for every element of the window the product X^T dY over the positions where it lies on the picture. X is read
/// where it lies; with few channels a window's line (kx, channel) is taken at once, from a padded copy of some lines.
/// </summary>
internal sealed unsafe class DirectKernelGradient : KernelGradientMethod
{
    private const int ItemsWanted = 48;
    private const int FewChannels = 8;
    private const long PartialFloatsAtMost = 4L << 20; // 16 MiB
    private readonly Kernels _kernels;
    private readonly Windows _windows;
    private readonly int _filters;
    private readonly int _groups;
    private readonly PaddedLines _lines;
    private readonly bool _wholeLines;

    /// <summary>Makes it.</summary>
    /// <param name="kernels">Kernels.</param>
    /// <param name="windows">The geometry.</param>
    /// <param name="filters">Output channels.</param>
    /// <param name="groups">Groups of channels.</param>
    public DirectKernelGradient(Kernels kernels, Windows windows, int filters, int groups)
    {
        (_kernels, _windows, _filters, _groups) = (kernels, windows, filters, groups);
        _lines = new(windows);
        _wholeLines = groups == 1 && windows.Channels <= FewChannels && windows.Dilation.Width == 1 && windows.Size.Width > 1;
    }

    private int GroupChannels => _windows.Channels / _groups;

    private int GroupFilters => _filters / _groups;

    private int Columns => _kernels.OuterProducts.Columns;

    private int Panels => (GroupFilters + Columns - 1) / Columns;

    /// <summary>Rows of one group's gradient: (ky, kx, channel).</summary>
    private int Rows => _windows.Elements * GroupChannels;

    /// <summary>A partial result: (group, ky, kx, channel, whole panels of filters).</summary>
    private nint PartialCount => (nint)_groups * Rows * Panels * Columns;

    private nint CopyCount => (nint)PositionBlocks.PositionsPerBlock * Columns;

    public override long Scratch(int batch)
    {
        var lines = Math.Clamp(PositionBlocks.PositionsPerBlock / _windows.OutWidth, 1, _windows.OutHeight);
        return CopyCount + (_wholeLines ? _lines.Count(lines, Math.Min(_windows.OutWidth, PositionBlocks.PositionsPerBlock)) : 0);
    }

    public override long SharedScratch(int batch) => Chunks(BlocksOf(batch)) * PartialCount;

    public override void Run(Execution run, float* input, float* outputGradient, float* target)
    {
        var blocks = BlocksOf(run.Batch);
        var chunks = Chunks(blocks);
        int lineParts = LineParts, parts = _groups * Panels * lineParts;
        var partials = run.Shared;
        run.For(parts * chunks, (item, scratch) =>
        {
            var (chunk, part) = Math.DivRem(item, parts);
            var (strip, line) = Math.DivRem(part, lineParts);
            var (group, panel) = Math.DivRem(strip, Panels);
            int first = (int)((long)blocks.Count * chunk / chunks), end = (int)((long)blocks.Count * (chunk + 1) / chunks);
            Sum(blocks, first, end, group, panel, line, input, outputGradient, partials + chunk * PartialCount, scratch);
        });

        nint rowLength = (nint)Panels * Columns;
        for (var g = 0; g < _groups; g++)
            OrderedSums.Add(run, partials + g * Rows * rowLength, chunks, PartialCount, Rows, rowLength, GroupFilters, target + g * GroupFilters, _filters);
    }

    public override void Dispose() { }

    /// <summary>Parts that the window's lines are shared out to.</summary>
    private int LineParts => _wholeLines ? 1 : _windows.Size.Height;

    /// <summary>Where windows are the pixels, the batch is one long line.</summary>
    private PositionBlocks BlocksOf(int batch) => _windows.ArePixels
        ? new PositionBlocks(1, 1, checked(batch * _windows.Positions))
        : new PositionBlocks(batch, _windows.OutHeight, _windows.OutWidth);

    /// <summary>How many partial results there are: enough for the threads of any machine, and few enough for memory. Neither threads nor vectors have a say.</summary>
    private int Chunks(PositionBlocks blocks)
    {
        const int PanelColumns = 32;
        var panels = (GroupFilters + PanelColumns - 1) / PanelColumns;
        var wanted = (ItemsWanted - 1) / (_groups * panels * LineParts) + 1;
        return (int)Math.Clamp(Math.Min(wanted, PartialFloatsAtMost / ((long)_groups * Rows * panels * PanelColumns)), 1, blocks.Count);
    }

    private void Sum(PositionBlocks blocks, int first, int end, int group, int panel, int line, float* input, float* gradient, float* partial, float* scratch)
    {
        nint rowLength = (nint)Panels * Columns, perLine = (nint)_windows.Size.Width * GroupChannels * rowLength;
        var sums = partial + group * Rows * rowLength + (nint)panel * Columns;
        int firstLine = _wholeLines ? 0 : line, endLine = _wholeLines ? _windows.Size.Height : line + 1;
        for (nint r = firstLine * _windows.Size.Width * GroupChannels; r < endLine * _windows.Size.Width * GroupChannels; r++)
            new Span<float>(sums + r * rowLength, Columns).Clear();

        for (var b = first; b < end; b++)
        {
            var block = blocks[b];
            var right = Right(block, group, panel, gradient, scratch, out var step);
            if (_wholeLines) AddWholeLines(block, input, right, step, sums, scratch + CopyCount);
            else
                for (var kx = 0; kx < _windows.Size.Width; kx++)
                    AddElement(block, line, kx, input + group * GroupChannels, right, step, sums + line * perLine + kx * GroupChannels * rowLength);
        }
    }

    /// <summary>The gradients of a block and panel: where they lie, if a position's are the panel; else a copy, with zeros behind the last filter.</summary>
    private float* Right(PositionBlock block, int group, int panel, float* gradient, float* copy, out nint step)
    {
        var source = gradient + ((nint)block.Picture * _windows.Positions + (nint)block.Top * _windows.OutWidth + block.Left) * _filters;
        step = Columns;
        if (_filters == Columns && _groups == 1 && (block.Lines == 1 || block.Width == _windows.OutWidth)) return source;
        var columns = Math.Min(Columns, GroupFilters - panel * Columns);
        source += group * GroupFilters + panel * Columns;
        var to = copy;
        for (var y = 0; y < block.Lines; y++)
            for (var x = 0; x < block.Width; x++, to += Columns)
            {
                new ReadOnlySpan<float>(source + ((nint)y * _windows.OutWidth + x) * _filters, columns).CopyTo(new Span<float>(to, columns));
                if (columns < Columns) new Span<float>(to + columns, Columns - columns).Clear();
            }

        return copy;
    }

    /// <summary>One element of the window: positions where it lies beside the picture fall away.</summary>
    private void AddElement(PositionBlock block, int ky, int kx, float* input, float* right, nint step, float* sums)
    {
        var inside = _windows.ArePixels ? block : block.Within(_windows.RowsWith(ky), _windows.ColumnsWith(kx));
        if (inside.Lines <= 0 || inside.Width <= 0) return;
        nint y = (nint)inside.Top * _windows.Strides.Height - _windows.PadTop + ky * _windows.Dilation.Height;
        nint x = (nint)inside.Left * _windows.Strides.Width - _windows.PadLeft + kx * _windows.Dilation.Width;
        var left = input + inside.Picture * _windows.InputCount + (y * _windows.Width + x) * _windows.Channels;
        right += ((nint)(inside.Top - block.Top) * block.Width + inside.Left - block.Left) * step;
        AddTiles(
            GroupChannels, left, (nint)_windows.Strides.Width * _windows.Channels, (nint)_windows.Strides.Height * _windows.Width * _windows.Channels,
            right, step, block.Width * step, inside, sums);
    }

    private void AddWholeLines(PositionBlock block, float* input, float* right, nint step, float* sums, float* padded)
    {
        var width = _lines.Width(block.Width);
        _lines.Copy(input, block, padded);
        var rows = _windows.Size.Width * _windows.Channels;
        for (var ky = 0; ky < _windows.Size.Height; ky++)
            AddTiles(
                rows, padded + (nint)ky * _windows.Dilation.Height * width, (nint)_windows.Strides.Width * _windows.Channels, _windows.Strides.Height * width,
                right, step, block.Width * step, block, sums + (nint)ky * rows * Panels * Columns);
    }

    private void AddTiles(int rows, float* left, nint leftStep, nint leftLine, float* right, nint rightStep, nint rightLine, PositionBlock block, float* sums)
    {
        nint stride = (nint)Panels * Columns;
        while (rows > 0)
        {
            var some = OuterProductKernel.TileRows(rows);
            _kernels.OuterProducts.AddProducts(some, left, leftStep, leftLine, right, rightStep, rightLine, block.Width, block.Lines, sums, stride);
            rows -= some;
            left += some;
            sums += some * stride;
        }
    }
}
