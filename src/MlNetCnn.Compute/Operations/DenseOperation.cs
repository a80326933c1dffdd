using MlNetCnn.Compute.Gemm;
using MlNetCnn.Compute.Managed;
using MlNetCnn.Compute.Simd;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Operations;

/// <summary>
/// Dense: x W + b over the last axis. Backward: dx = dy W^T, dW = x^T dy. W lies in panels, so a step of training reads it where it is, and the gradient's tiles have
/// the weights' own order: an optimizer can change the weights tile by tile without the gradient ever being stored.
/// </summary>
[Runs(typeof(Dense))]
internal sealed unsafe class DenseOperation : LinearOperation
{
    /// <summary>Up to so many rows the left operand is laid out once for all threads; more are cut into blocks.</summary>
    private const int FewRows = 64;
    private const int DepthPerPass = 512;
    private const int TilesPerPiece = 8;
    private readonly Dense _layer;
    private readonly PackedMatrix _weights;
    private readonly Epilogue _plain;
    private readonly int _in;
    private readonly int _units;
    private readonly int _rowsPerElement;

    public DenseOperation(OperationSite site)
        : this(site, (Dense)site.Layer) { }

    private DenseOperation(OperationSite site, Dense layer)
        : base(site, site.Weights.Panels(layer.Kernel!, site.Kernels.Gemm.Columns), site.Weights.Find(layer.Bias))
    {
        (_layer, _in, _units) = (layer, site.Inputs[0][^1], layer.Units);
        _rowsPerElement = (int)(site.Output.Count / _units);
        _weights = Kernel.Matrix!;
        _plain = new Epilogue(_in);
    }

    public override ActivationFunction Activation => _layer.Activation;

    public override bool HasBackward => true;

    public override bool CanUpdateInPassing => true;

    public override long Scratch => Math.Max(MatrixProduct.Scratch(Gemm, _in, _units, 0), FewRows * Gemm.Columns);

    private GemmKernel Gemm => Site.Kernels.Gemm;

    // More rows need none, but a smaller batch may come after them.
    public override long SharedScratch(int batch) => PackedRows(Math.Min(Rows(batch), FewRows), _in);

    public override long BackwardScratch(int batch) => (long)Gemm.Columns * Math.Max(FewRows + GemmKernel.PadDepth(_weights.Panels * Gemm.Columns), TilesPerPiece * Gemm.Rows);

    public override long BackwardSharedScratch(int batch) => Math.Max(PackedRows(Rows(batch), _units), (long)_weights.Panels * Gemm.Columns * Rows(batch));

    public override void Forward(Execution run, float*[] inputs, float* output)
    {
        var rows = Rows(run.Batch);
        if (rows > FewRows) MatrixProduct.Run(run, new MatrixRows(inputs[0], _in, _in), rows, _weights, Epilogue, 0, output, _units);
        else Multiply(run, inputs[0], _in, rows, _weights.Panels, (panel, _) => _weights.Panel(panel), Epilogue, output, _units);
    }

    public override void Dispose()
    {
        base.Dispose();
        _plain.Dispose();
    }

    public override void UpdateKernel(Execution run, float* input, float* outputGradient, RangeUpdate update) => KernelGradient(run, input, outputGradient, null, update);

    protected override void InputGradient(Execution run, float* outputGradient, float* target)
    {
        var panels = (_in + Gemm.Columns - 1) / Gemm.Columns;
        Multiply(run, outputGradient, _units, Rows(run.Batch), panels, TurnedPanel, _plain, target, _in);
    }

    protected override void KernelGradient(Execution run, float* input, float* outputGradient, float* target) => KernelGradient(run, input, outputGradient, target, null);

    // The weights lie as the forward pass reads them.
    protected override void PackKernel(int threads) { }

    private static long PackedRows(int rows, int depth) => (long)(rows + 2) * GemmKernel.PadDepth(depth);

    private int Rows(int batch) => checked(batch * _rowsPerElement);

    /// <summary>Panel of W^T: some inputs' weights to all units.</summary>
    private float* TurnedPanel(int panel, float* scratch)
    {
        var columns = Gemm.Columns;
        var first = panel * columns;
        var count = Math.Min(columns, _in - first);
        if (count < columns) new Span<float>(scratch, columns * _units).Clear();
        for (var j = 0; j < _weights.Panels; j++)
        {
            // The next piece lies far away, where no hardware looks ahead.
            if (j + 1 < _weights.Panels)
                for (var next = _weights.Panel(j + 1) + (nint)first * columns; next < _weights.Panel(j + 1) + (nint)(first + count) * columns; next += 16) Cache.Prefetch(next);
            Transposition.Run(_weights.Panel(j) + (nint)first * columns, columns, count, Math.Min(columns, _units - j * columns), scratch + (nint)j * columns * columns, columns);
        }

        return scratch;
    }

    /// <summary>target = epilogue(left right): the rows of the left operand are laid out once, then every item takes a panel of the right one.</summary>
    private void Multiply(Execution run, float* left, int depth, int rows, int panels, PanelSource right, Epilogue epilogue, float* target, int targetColumns)
    {
        const int Block = GemmKernel.DepthBlock;
        var gemm = Gemm;
        nint blockStep = (nint)(rows + 2) * Block;
        var packed = run.Shared;
        run.ForPieces((depth + Block - 1) / Block, 32, (start, count) =>
        {
            for (var block = start; block < start + count; block++)
            {
                float* from = left + block * Block, to = packed + block * blockStep;
                var length = (int)Math.Min(Block, depth - block * Block);
                for (var r = 0; r < rows; r++, from += depth, to += Block)
                {
                    new ReadOnlySpan<float>(from, length).CopyTo(new Span<float>(to, length));
                    if (length < Block) new Span<float>(to + length, Block - length).Clear();
                }
            }
        });

        run.For(panels, (panel, scratch) =>
        {
            var tiles = scratch;
            var matrix = right(panel, scratch + FewRows * gemm.Columns);
            for (var first = 0; first < rows; first += FewRows)
            {
                var some = Math.Min(FewRows, rows - first);
                for (var k = 0; k < depth; k += DepthPerPass)
                    for (var r = 0; r < some; r += gemm.Rows)
                        gemm.Multiply(
                            Math.Min(gemm.Rows, some - r), packed + k / Block * blockStep + (nint)(first + r) * Block, blockStep, matrix + (nint)k * gemm.Columns, Math.Min(DepthPerPass, depth - k),
                            tiles + (nint)r * gemm.Columns, resume: k > 0);
                var (column, columns) = (panel * gemm.Columns, Math.Min(gemm.Columns, targetColumns - panel * gemm.Columns));
                var to = target + (nint)first * targetColumns + column;
                gemm.Finish(tiles, some, columns, epilogue, column, to, targetColumns);
                if (epilogue.Then is not { } function) continue;
                for (var r = 0; r < some; r++, to += targetColumns) function.Forward(to, to, 1, columns);
            }
        });
    }

    private void KernelGradient(Execution run, float* input, float* outputGradient, float* target, RangeUpdate? update)
    {
        var gemm = Gemm;
        var (rows, columns) = (Rows(run.Batch), gemm.Columns);
        var packed = run.Shared;
        run.For(_weights.Panels, (panel, _) =>
        {
            var count = Math.Min(columns, _units - panel * columns);
            float* from = outputGradient + panel * columns, to = packed + (nint)panel * rows * columns;
            for (var r = 0; r < rows; r++, from += _units, to += columns)
            {
                new ReadOnlySpan<float>(from, count).CopyTo(new Span<float>(to, count));
                if (count < columns) new Span<float>(to + count, columns - count).Clear();
            }
        });

        var perPiece = TilesPerPiece * gemm.Rows;
        var pieces = (_in + perPiece - 1) / perPiece;
        var panelCount = (nint)_weights.PaddedDepth * columns;
        run.For(_weights.Panels * pieces, (item, scratch) =>
        {
            var (panel, piece) = Math.DivRem(item, pieces);
            var first = piece * perPiece;
            var end = Math.Min(_in, first + perPiece);
            var start = panel * panelCount + (nint)first * columns;
            var tiles = update is null ? target + start : scratch;
            for (var i = first; i < end; i += gemm.Rows)
                gemm.MultiplyOuter(Math.Min(gemm.Rows, end - i), input + i, _in, packed + (nint)panel * rows * columns, columns, rows, tiles + (nint)(i - first) * columns, resume: false);
            update?.Invoke(tiles - start, start, start + (nint)(end - first) * columns);
        });
    }

    /// <summary>Gives a panel of a right operand: where it lies, or made in scratch.</summary>
    private delegate float* PanelSource(int panel, float* scratch);
}
