using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Gemm;

/// <summary>Tiles whose left operand lies as columns: its values for one term lie side by side. Eight rows where there are registers for them, else four.</summary>
internal sealed unsafe partial class GemmKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    private const int ManyRegisters = 14;

    public override int ColumnRows => rows >= ManyRegisters ? 8 : 4;

    public override void MultiplyColumns(float* left, float* right, int depth, float* tile, bool add)
    {
        if (rows >= ManyRegisters) MultiplyColumns8(left, right, depth, tile, add);
        else MultiplyColumns4(left, right, depth, tile, add);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyColumns8(float* a, float* right, int depth, float* tile, bool add)
    {
        var width = TSimd.Width;
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        TVector x4 = default, y4 = default;
        TVector x5 = default, y5 = default;
        TVector x6 = default, y6 = default;
        TVector x7 = default, y7 = default;
        for (var end = a + (nint)depth * DepthBlock; a < end; a += DepthBlock, right += 2 * width)
        {
            var b0 = TSimd.Load(right);
            var b1 = TSimd.Load(right + width);
            TVector t;
            t = TSimd.Broadcast(a[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
            t = TSimd.Broadcast(a[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
            t = TSimd.Broadcast(a[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
            t = TSimd.Broadcast(a[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
            t = TSimd.Broadcast(a[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
            t = TSimd.Broadcast(a[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
            t = TSimd.Broadcast(a[6]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
            t = TSimd.Broadcast(a[7]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
        }

        if (add)
        {
            x0 = TSimd.Add(TSimd.Load(tile + 0 * width), x0); y0 = TSimd.Add(TSimd.Load(tile + 1 * width), y0);
            x1 = TSimd.Add(TSimd.Load(tile + 2 * width), x1); y1 = TSimd.Add(TSimd.Load(tile + 3 * width), y1);
            x2 = TSimd.Add(TSimd.Load(tile + 4 * width), x2); y2 = TSimd.Add(TSimd.Load(tile + 5 * width), y2);
            x3 = TSimd.Add(TSimd.Load(tile + 6 * width), x3); y3 = TSimd.Add(TSimd.Load(tile + 7 * width), y3);
            x4 = TSimd.Add(TSimd.Load(tile + 8 * width), x4); y4 = TSimd.Add(TSimd.Load(tile + 9 * width), y4);
            x5 = TSimd.Add(TSimd.Load(tile + 10 * width), x5); y5 = TSimd.Add(TSimd.Load(tile + 11 * width), y5);
            x6 = TSimd.Add(TSimd.Load(tile + 12 * width), x6); y6 = TSimd.Add(TSimd.Load(tile + 13 * width), y6);
            x7 = TSimd.Add(TSimd.Load(tile + 14 * width), x7); y7 = TSimd.Add(TSimd.Load(tile + 15 * width), y7);
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
        TSimd.Store(x4, tile + 8 * width); TSimd.Store(y4, tile + 9 * width);
        TSimd.Store(x5, tile + 10 * width); TSimd.Store(y5, tile + 11 * width);
        TSimd.Store(x6, tile + 12 * width); TSimd.Store(y6, tile + 13 * width);
        TSimd.Store(x7, tile + 14 * width); TSimd.Store(y7, tile + 15 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyColumns4(float* a, float* right, int depth, float* tile, bool add)
    {
        var width = TSimd.Width;
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        for (var end = a + (nint)depth * DepthBlock; a < end; a += DepthBlock, right += 2 * width)
        {
            var b0 = TSimd.Load(right);
            var b1 = TSimd.Load(right + width);
            TVector t;
            t = TSimd.Broadcast(a[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
            t = TSimd.Broadcast(a[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
            t = TSimd.Broadcast(a[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
            t = TSimd.Broadcast(a[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
        }

        if (add)
        {
            x0 = TSimd.Add(TSimd.Load(tile + 0 * width), x0); y0 = TSimd.Add(TSimd.Load(tile + 1 * width), y0);
            x1 = TSimd.Add(TSimd.Load(tile + 2 * width), x1); y1 = TSimd.Add(TSimd.Load(tile + 3 * width), y1);
            x2 = TSimd.Add(TSimd.Load(tile + 4 * width), x2); y2 = TSimd.Add(TSimd.Load(tile + 5 * width), y2);
            x3 = TSimd.Add(TSimd.Load(tile + 6 * width), x3); y3 = TSimd.Add(TSimd.Load(tile + 7 * width), y3);
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
    }
}
