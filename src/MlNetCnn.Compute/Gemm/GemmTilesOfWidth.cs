using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Gemm;

/// <summary>
/// The tiles themselves: some heights of one and the same loop. Sums are named variables because only these stay in registers, and every height is its own
/// method because only then the JIT knows how many there are.
/// </summary>
internal sealed unsafe partial class GemmKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override void Multiply(int rows, float* left, nint leftBlock, float* right, int depth, float* tile, bool resume, float* ahead)
    {
        if (ahead == null) ahead = right;
        switch (rows)
        {
            case 1: Multiply1(left, leftBlock, right, depth, tile, resume, ahead); break;
            case 2: Multiply2(left, leftBlock, right, depth, tile, resume, ahead); break;
            case <= 4: Multiply4(left, leftBlock, right, depth, tile, resume, ahead); break;
            case <= 6: Multiply6(left, leftBlock, right, depth, tile, resume, ahead); break;
            case <= 8: Multiply8(left, leftBlock, right, depth, tile, resume, ahead); break;
            case <= 10: Multiply10(left, leftBlock, right, depth, tile, resume, ahead); break;
            case <= 12: Multiply12(left, leftBlock, right, depth, tile, resume, ahead); break;
            default: Multiply14(left, leftBlock, right, depth, tile, resume, ahead); break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply14(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
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
        TVector x8 = default, y8 = default;
        TVector x9 = default, y9 = default;
        TVector x10 = default, y10 = default;
        TVector x11 = default, y11 = default;
        TVector x12 = default, y12 = default;
        TVector x13 = default, y13 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
            x2 = TSimd.Load(tile + 4 * width); y2 = TSimd.Load(tile + 5 * width);
            x3 = TSimd.Load(tile + 6 * width); y3 = TSimd.Load(tile + 7 * width);
            x4 = TSimd.Load(tile + 8 * width); y4 = TSimd.Load(tile + 9 * width);
            x5 = TSimd.Load(tile + 10 * width); y5 = TSimd.Load(tile + 11 * width);
            x6 = TSimd.Load(tile + 12 * width); y6 = TSimd.Load(tile + 13 * width);
            x7 = TSimd.Load(tile + 14 * width); y7 = TSimd.Load(tile + 15 * width);
            x8 = TSimd.Load(tile + 16 * width); y8 = TSimd.Load(tile + 17 * width);
            x9 = TSimd.Load(tile + 18 * width); y9 = TSimd.Load(tile + 19 * width);
            x10 = TSimd.Load(tile + 20 * width); y10 = TSimd.Load(tile + 21 * width);
            x11 = TSimd.Load(tile + 22 * width); y11 = TSimd.Load(tile + 23 * width);
            x12 = TSimd.Load(tile + 24 * width); y12 = TSimd.Load(tile + 25 * width);
            x13 = TSimd.Load(tile + 26 * width); y13 = TSimd.Load(tile + 27 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(a[2 * DepthBlock]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(a[3 * DepthBlock]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(a[4 * DepthBlock]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(a[5 * DepthBlock]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(a[6 * DepthBlock]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(a[7 * DepthBlock]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(a[8 * DepthBlock]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(a[9 * DepthBlock]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
                t = TSimd.Broadcast(a[10 * DepthBlock]); x10 = TSimd.MultiplyAdd(t, b0, x10); y10 = TSimd.MultiplyAdd(t, b1, y10);
                t = TSimd.Broadcast(a[11 * DepthBlock]); x11 = TSimd.MultiplyAdd(t, b0, x11); y11 = TSimd.MultiplyAdd(t, b1, y11);
                t = TSimd.Broadcast(a[12 * DepthBlock]); x12 = TSimd.MultiplyAdd(t, b0, x12); y12 = TSimd.MultiplyAdd(t, b1, y12);
                t = TSimd.Broadcast(a[13 * DepthBlock]); x13 = TSimd.MultiplyAdd(t, b0, x13); y13 = TSimd.MultiplyAdd(t, b1, y13);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
        TSimd.Store(x4, tile + 8 * width); TSimd.Store(y4, tile + 9 * width);
        TSimd.Store(x5, tile + 10 * width); TSimd.Store(y5, tile + 11 * width);
        TSimd.Store(x6, tile + 12 * width); TSimd.Store(y6, tile + 13 * width);
        TSimd.Store(x7, tile + 14 * width); TSimd.Store(y7, tile + 15 * width);
        TSimd.Store(x8, tile + 16 * width); TSimd.Store(y8, tile + 17 * width);
        TSimd.Store(x9, tile + 18 * width); TSimd.Store(y9, tile + 19 * width);
        TSimd.Store(x10, tile + 20 * width); TSimd.Store(y10, tile + 21 * width);
        TSimd.Store(x11, tile + 22 * width); TSimd.Store(y11, tile + 23 * width);
        TSimd.Store(x12, tile + 24 * width); TSimd.Store(y12, tile + 25 * width);
        TSimd.Store(x13, tile + 26 * width); TSimd.Store(y13, tile + 27 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply12(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
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
        TVector x8 = default, y8 = default;
        TVector x9 = default, y9 = default;
        TVector x10 = default, y10 = default;
        TVector x11 = default, y11 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
            x2 = TSimd.Load(tile + 4 * width); y2 = TSimd.Load(tile + 5 * width);
            x3 = TSimd.Load(tile + 6 * width); y3 = TSimd.Load(tile + 7 * width);
            x4 = TSimd.Load(tile + 8 * width); y4 = TSimd.Load(tile + 9 * width);
            x5 = TSimd.Load(tile + 10 * width); y5 = TSimd.Load(tile + 11 * width);
            x6 = TSimd.Load(tile + 12 * width); y6 = TSimd.Load(tile + 13 * width);
            x7 = TSimd.Load(tile + 14 * width); y7 = TSimd.Load(tile + 15 * width);
            x8 = TSimd.Load(tile + 16 * width); y8 = TSimd.Load(tile + 17 * width);
            x9 = TSimd.Load(tile + 18 * width); y9 = TSimd.Load(tile + 19 * width);
            x10 = TSimd.Load(tile + 20 * width); y10 = TSimd.Load(tile + 21 * width);
            x11 = TSimd.Load(tile + 22 * width); y11 = TSimd.Load(tile + 23 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(a[2 * DepthBlock]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(a[3 * DepthBlock]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(a[4 * DepthBlock]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(a[5 * DepthBlock]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(a[6 * DepthBlock]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(a[7 * DepthBlock]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(a[8 * DepthBlock]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(a[9 * DepthBlock]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
                t = TSimd.Broadcast(a[10 * DepthBlock]); x10 = TSimd.MultiplyAdd(t, b0, x10); y10 = TSimd.MultiplyAdd(t, b1, y10);
                t = TSimd.Broadcast(a[11 * DepthBlock]); x11 = TSimd.MultiplyAdd(t, b0, x11); y11 = TSimd.MultiplyAdd(t, b1, y11);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
        TSimd.Store(x4, tile + 8 * width); TSimd.Store(y4, tile + 9 * width);
        TSimd.Store(x5, tile + 10 * width); TSimd.Store(y5, tile + 11 * width);
        TSimd.Store(x6, tile + 12 * width); TSimd.Store(y6, tile + 13 * width);
        TSimd.Store(x7, tile + 14 * width); TSimd.Store(y7, tile + 15 * width);
        TSimd.Store(x8, tile + 16 * width); TSimd.Store(y8, tile + 17 * width);
        TSimd.Store(x9, tile + 18 * width); TSimd.Store(y9, tile + 19 * width);
        TSimd.Store(x10, tile + 20 * width); TSimd.Store(y10, tile + 21 * width);
        TSimd.Store(x11, tile + 22 * width); TSimd.Store(y11, tile + 23 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply10(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
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
        TVector x8 = default, y8 = default;
        TVector x9 = default, y9 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
            x2 = TSimd.Load(tile + 4 * width); y2 = TSimd.Load(tile + 5 * width);
            x3 = TSimd.Load(tile + 6 * width); y3 = TSimd.Load(tile + 7 * width);
            x4 = TSimd.Load(tile + 8 * width); y4 = TSimd.Load(tile + 9 * width);
            x5 = TSimd.Load(tile + 10 * width); y5 = TSimd.Load(tile + 11 * width);
            x6 = TSimd.Load(tile + 12 * width); y6 = TSimd.Load(tile + 13 * width);
            x7 = TSimd.Load(tile + 14 * width); y7 = TSimd.Load(tile + 15 * width);
            x8 = TSimd.Load(tile + 16 * width); y8 = TSimd.Load(tile + 17 * width);
            x9 = TSimd.Load(tile + 18 * width); y9 = TSimd.Load(tile + 19 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(a[2 * DepthBlock]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(a[3 * DepthBlock]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(a[4 * DepthBlock]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(a[5 * DepthBlock]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(a[6 * DepthBlock]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(a[7 * DepthBlock]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(a[8 * DepthBlock]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(a[9 * DepthBlock]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
        TSimd.Store(x4, tile + 8 * width); TSimd.Store(y4, tile + 9 * width);
        TSimd.Store(x5, tile + 10 * width); TSimd.Store(y5, tile + 11 * width);
        TSimd.Store(x6, tile + 12 * width); TSimd.Store(y6, tile + 13 * width);
        TSimd.Store(x7, tile + 14 * width); TSimd.Store(y7, tile + 15 * width);
        TSimd.Store(x8, tile + 16 * width); TSimd.Store(y8, tile + 17 * width);
        TSimd.Store(x9, tile + 18 * width); TSimd.Store(y9, tile + 19 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply8(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
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
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
            x2 = TSimd.Load(tile + 4 * width); y2 = TSimd.Load(tile + 5 * width);
            x3 = TSimd.Load(tile + 6 * width); y3 = TSimd.Load(tile + 7 * width);
            x4 = TSimd.Load(tile + 8 * width); y4 = TSimd.Load(tile + 9 * width);
            x5 = TSimd.Load(tile + 10 * width); y5 = TSimd.Load(tile + 11 * width);
            x6 = TSimd.Load(tile + 12 * width); y6 = TSimd.Load(tile + 13 * width);
            x7 = TSimd.Load(tile + 14 * width); y7 = TSimd.Load(tile + 15 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(a[2 * DepthBlock]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(a[3 * DepthBlock]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(a[4 * DepthBlock]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(a[5 * DepthBlock]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(a[6 * DepthBlock]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(a[7 * DepthBlock]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
            }
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
    private static void Multiply6(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
    {
        var width = TSimd.Width;
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        TVector x4 = default, y4 = default;
        TVector x5 = default, y5 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
            x2 = TSimd.Load(tile + 4 * width); y2 = TSimd.Load(tile + 5 * width);
            x3 = TSimd.Load(tile + 6 * width); y3 = TSimd.Load(tile + 7 * width);
            x4 = TSimd.Load(tile + 8 * width); y4 = TSimd.Load(tile + 9 * width);
            x5 = TSimd.Load(tile + 10 * width); y5 = TSimd.Load(tile + 11 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(a[2 * DepthBlock]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(a[3 * DepthBlock]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(a[4 * DepthBlock]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(a[5 * DepthBlock]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
        TSimd.Store(x4, tile + 8 * width); TSimd.Store(y4, tile + 9 * width);
        TSimd.Store(x5, tile + 10 * width); TSimd.Store(y5, tile + 11 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply4(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
    {
        var width = TSimd.Width;
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
            x2 = TSimd.Load(tile + 4 * width); y2 = TSimd.Load(tile + 5 * width);
            x3 = TSimd.Load(tile + 6 * width); y3 = TSimd.Load(tile + 7 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(a[2 * DepthBlock]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(a[3 * DepthBlock]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
        TSimd.Store(x2, tile + 4 * width); TSimd.Store(y2, tile + 5 * width);
        TSimd.Store(x3, tile + 6 * width); TSimd.Store(y3, tile + 7 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply2(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
    {
        var width = TSimd.Width;
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
            x1 = TSimd.Load(tile + 2 * width); y1 = TSimd.Load(tile + 3 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(a[1 * DepthBlock]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
        TSimd.Store(x1, tile + 2 * width); TSimd.Store(y1, tile + 3 * width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply1(float* left, nint block, float* right, int depth, float* tile, bool resume, float* ahead)
    {
        var width = TSimd.Width;
        TVector x0 = default, y0 = default;
        if (resume)
        {
            x0 = TSimd.Load(tile + 0 * width); y0 = TSimd.Load(tile + 1 * width);
        }

        for (; depth > 0; depth -= DepthBlock, left += block)
        {
            var end = left + Math.Min(DepthBlock, depth);
            for (var a = left; a < end; a++, right += 2 * width, ahead += DepthBlock)
            {
                var b0 = TSimd.Load(right);
                var b1 = TSimd.Load(right + width);
                Cache.PrefetchFar(ahead);
                TVector t;
                t = TSimd.Broadcast(a[0 * DepthBlock]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
            }
        }

        TSimd.Store(x0, tile + 0 * width); TSimd.Store(y0, tile + 1 * width);
    }
}
