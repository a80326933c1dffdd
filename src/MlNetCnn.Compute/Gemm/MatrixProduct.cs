using MlNetCnn.Compute.Managed;

namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// C = epilogue(A B), the work horse: blocks of rows (and, when these are few, of columns) are spread over threads; within a block depth is cut so
/// that panels stay in cache. Each sum runs over k in order, so neither the cutting nor the threads show in the result.
/// </summary>
internal static unsafe class MatrixProduct
{
    private const int DepthPerPass = 512;
    private const int PanelsPerBlock = 8;

    /// <summary>Scratch that a thread wants.</summary>
    /// <param name="kernel">The micro-kernel.</param>
    /// <param name="depth">Length of the sums.</param>
    /// <param name="columns">Columns of B.</param>
    /// <param name="staging">Scratch of the row source.</param>
    public static long Scratch(GemmKernel kernel, int depth, int columns, int staging)
    {
        var panels = (columns + kernel.Columns - 1) / kernel.Columns;
        long tiles = GemmKernel.PadDepth(depth) > DepthPerPass ? (long)PanelsPerBlock * panels : 1;
        return (long)PanelsPerBlock * kernel.Rows * GemmKernel.PadDepth(depth) + tiles * kernel.Rows * kernel.Columns + GemmKernel.PadDepth(staging);
    }

    /// <summary>Computes the product.</summary>
    /// <param name="run">Threads and scratch, at least <see cref="Scratch"/> per worker.</param>
    /// <param name="left">A.</param>
    /// <param name="rows">Rows of A.</param>
    /// <param name="right">B.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    /// <param name="firstChannel">Channel of the epilogue that belongs to the first column.</param>
    /// <param name="target">C.</param>
    /// <param name="stride">Distance of C's rows.</param>
    /// <param name="residual">What is added before the clamp, laid out as C; null for nothing.</param>
    public static void Run(Execution run, RowSource left, int rows, PackedMatrix right, Epilogue epilogue, int firstChannel, float* target, nint stride,
        float* residual = null) => Run(run, left, rows, right, epilogue, firstChannel, new MatrixTarget(target, stride), residual == null ? null : (nint)(residual - target));

    /// <summary>Computes the product, with rows that go anywhere.</summary>
    /// <param name="residual">Distance from a result to what is added to it before the clamp; null for nothing.</param>
    public static void Run(Execution run, RowSource left, int rows, PackedMatrix right, Epilogue epilogue, int firstChannel, RowTarget target, nint? residual = null)
    {
        if (rows == 0) return;
        var kernel = run.Kernels.Gemm;
        var rowPanels = (rows + kernel.Rows - 1) / kernel.Rows;
        var wanted = run.Threads == 1 ? 1 : 3 * run.Threads;
        var perBlock = Math.Clamp(rowPanels / wanted, 1, PanelsPerBlock);
        var rowBlocks = (rowPanels + perBlock - 1) / perBlock;
        var columnBlocks = rowBlocks >= wanted ? 1 : Math.Min(right.Panels, (wanted + rowBlocks - 1) / rowBlocks);

        run.For(rowBlocks * columnBlocks, (item, scratch) =>
        {
            var (rowBlock, columnBlock) = Math.DivRem(item, columnBlocks);
            var firstRow = rowBlock * perBlock * kernel.Rows;
            var block = new Block(
                kernel, left, right, epilogue, residual, firstChannel, firstRow, Math.Min(perBlock * kernel.Rows, rows - firstRow),
                (int)((long)right.Panels * columnBlock / columnBlocks), (int)((long)right.Panels * (columnBlock + 1) / columnBlocks));
            block.Run(scratch, target);
        });
    }

    private readonly ref struct Block(
        GemmKernel kernel, RowSource left, PackedMatrix right, Epilogue epilogue, nint? residual, int firstChannel, int firstRow, int rows, int firstPanel, int endPanel)
    {
        public void Run(float* scratch, RowTarget target)
        {
            var height = kernel.Rows;
            var tileCount = height * kernel.Columns;
            var depth = right.PaddedDepth;
            var panels = (rows + height - 1) / height;
            var panelCount = (nint)height * depth;
            var tiles = scratch + panels * panelCount;
            var severalPasses = depth > DepthPerPass;
            var staging = tiles + (severalPasses ? (nint)panels * (endPanel - firstPanel) : 1) * tileCount;

            for (var p = 0; p < panels; p++) left.Pack(firstRow + p * height, Math.Min(height, rows - p * height), scratch + p * panelCount, height, staging);

            for (var k = 0; k < depth; k += DepthPerPass)
            {
                var length = Math.Min(DepthPerPass, depth - k);
                var last = k + length == depth;
                var tile = tiles;
                for (var j = firstPanel; j < endPanel; j++)
                {
                    var b = right.Panel(j) + (nint)k * right.PanelColumns;
                    var column = j * kernel.Columns;
                    for (var p = 0; p < panels; p++)
                    {
                        var count = Math.Min(height, rows - p * height);
                        kernel.Multiply(count, scratch + p * panelCount + (nint)k * height, (nint)height * GemmKernel.DepthBlock, b, length, tile, resume: k > 0);
                        if (last) Finish(tile, firstRow + p * height, count, column, target);
                        if (severalPasses) tile += tileCount;
                    }
                }
            }

            if (epilogue.Then is not { } function) return;
            var first = firstPanel * kernel.Columns;
            var columns = Math.Min(endPanel * kernel.Columns, right.Columns) - first;
            for (var r = 0; r < rows; r++)
            {
                var row = target.At(firstRow + r, out _) + first;
                function.Forward(row, row, 1, columns);
            }
        }

        private void Finish(float* tile, int row, int count, int column, RowTarget target)
        {
            var columns = Math.Min(kernel.Columns, right.Columns - column);
            while (count > 0)
            {
                var place = target.At(row, out var regular);
                var some = Math.Min(count, regular);
                kernel.Finish(tile, some, columns, epilogue, firstChannel + column, place + column, target.Stride, residual is { } distance ? place + column + distance : null);
                row += some;
                count -= some;
                tile += some * kernel.Columns;
            }
        }
    }
}
