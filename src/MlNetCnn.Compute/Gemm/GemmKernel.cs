using System.Runtime.Intrinsics;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// The micro-kernel of a matrix product: a tile of <see cref="Rows"/> x <see cref="Columns"/> sums that stay in registers. Each sum runs over k in
/// order, one rounding per term, whatever the tile; so every kernel gives the same bits.
/// </summary>
/// <remarks>
/// The left operand comes in panels of <see cref="Rows"/> rows: [k / 16][row][16], so that packing copies whole vectors and the addresses
/// of a column's values lie constant distances apart. The right one is a <see cref="PackedMatrix"/>.
/// </remarks>
internal abstract unsafe class GemmKernel
{
    /// <summary>Sums are cut and padded to multiples of this length.</summary>
    public const int DepthBlock = 16;

    /// <summary>Rows of a tile.</summary>
    public abstract int Rows { get; }

    /// <summary>Columns of a tile.</summary>
    public abstract int Columns { get; }

    /// <summary>The kernel of a level that this machine has.</summary>
    public static GemmKernel For(SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => new GemmKernel<Simd512, Vector512<float>>(14),
        SimdLevel.Avx2 => new GemmKernel<Simd256, Vector256<float>>(6),
        _ => new GemmKernel<Simd128, Vector128<float>>(6),
    };

    /// <summary>The depth with its padding.</summary>
    public static int PadDepth(int depth) => (depth + DepthBlock - 1) / DepthBlock * DepthBlock;

    /// <summary>Sums a tile.</summary>
    /// <param name="rows">Rows that matter, 1 to <see cref="Rows"/>; others of the tile hold anything afterwards, and up to two more rows of the panel are read.</param>
    /// <param name="left">A panel of rows.</param>
    /// <param name="leftBlock">Distance from one block of <see cref="DepthBlock"/> to the next: panel rows times <see cref="DepthBlock"/>.</param>
    /// <param name="right">A panel of columns.</param>
    /// <param name="depth">Terms of the sums.</param>
    /// <param name="tile">The tile, row after row.</param>
    /// <param name="resume">Whether the sums go on from what the tile holds, instead of from 0.</param>
    /// <param name="ahead">What will be read later, a line for every term: it is fetched meanwhile. Any address, or null.</param>
    public abstract void Multiply(int rows, float* left, nint leftBlock, float* right, int depth, float* tile, bool resume, float* ahead = null);

    /// <summary>Sums a tile of outer products, term by term: the left operand is read across, where it lies.</summary>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="left">The rows' values of the first term, side by side.</param>
    /// <param name="leftStep">Distance to the next term's.</param>
    /// <param name="right">The columns' values of the first term, <see cref="Columns"/> side by side.</param>
    /// <param name="rightStep">Distance to the next term's.</param>
    /// <param name="depth">Terms of the sums.</param>
    /// <param name="tile">The tile, row after row.</param>
    /// <param name="resume">Whether the sums go on from what the tile holds, instead of from 0.</param>
    public abstract void MultiplyOuter(int rows, float* left, nint leftStep, float* right, nint rightStep, int depth, float* tile, bool resume);

    /// <summary>Rows of a tile of <see cref="MultiplyColumns"/>; <see cref="DepthBlock"/> is a multiple of it.</summary>
    public abstract int ColumnRows { get; }

    /// <summary>Sums a tile of <see cref="ColumnRows"/> rows, where the left operand lies as its columns: sums over pixels or tiles, in gradients by kernels.</summary>
    /// <param name="left">[k][16], of which the first <see cref="ColumnRows"/> are the tile's rows.</param>
    /// <param name="right">A panel of columns.</param>
    /// <param name="depth">Terms of the sums.</param>
    /// <param name="tile">The tile, row after row.</param>
    /// <param name="add">Whether the finished sums are added to what the tile holds, instead of replacing it.</param>
    public abstract void MultiplyColumns(float* left, float* right, int depth, float* tile, bool add);

    /// <summary>Writes a finished tile: sum * scale + shift, plus what is to be added, clamped.</summary>
    /// <param name="tile">The tile, row after row.</param>
    /// <param name="rows">Rows to write.</param>
    /// <param name="columns">Columns to write.</param>
    /// <param name="epilogue">Scale, shift and clamp.</param>
    /// <param name="firstColumn">The tile's first column, where the epilogue's vectors begin.</param>
    /// <param name="target">Where the first row goes.</param>
    /// <param name="stride">Distance of rows.</param>
    /// <param name="residual">What is added, row by row at the same distance; null for nothing.</param>
    public abstract void Finish(float* tile, int rows, int columns, Epilogue epilogue, int firstColumn, float* target, nint stride, float* residual = null);
}
