using System.Runtime.CompilerServices;

namespace MlNetCnn.Compute.Simd;

/// <summary>Tiles of some heights, one loop each: sums stay in registers only as variables with names.</summary>
internal sealed unsafe partial class OuterProductKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    private static void Run<TDistance>(
        int rows, float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        switch (rows)
        {
            case 14: Run14<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 12: Run12<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 10: Run10<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 9: Run9<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 8: Run8<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 6: Run6<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 4: Run4<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 3: Run3<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 2: Run2<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            case 1: Run1<TDistance>(a, aStep, aLine, b, bStep, bLine, count, lines, tile); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "There is no tile of this height.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run14<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
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
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4 * TDistance.Value]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5 * TDistance.Value]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6 * TDistance.Value]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7 * TDistance.Value]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8 * TDistance.Value]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(p[9 * TDistance.Value]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
                t = TSimd.Broadcast(p[10 * TDistance.Value]); x10 = TSimd.MultiplyAdd(t, b0, x10); y10 = TSimd.MultiplyAdd(t, b1, y10);
                t = TSimd.Broadcast(p[11 * TDistance.Value]); x11 = TSimd.MultiplyAdd(t, b0, x11); y11 = TSimd.MultiplyAdd(t, b1, y11);
                t = TSimd.Broadcast(p[12 * TDistance.Value]); x12 = TSimd.MultiplyAdd(t, b0, x12); y12 = TSimd.MultiplyAdd(t, b1, y12);
                t = TSimd.Broadcast(p[13 * TDistance.Value]); x13 = TSimd.MultiplyAdd(t, b0, x13); y13 = TSimd.MultiplyAdd(t, b1, y13);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
        TSimd.Store(x4, tile + 8 * TSimd.Width); TSimd.Store(y4, tile + 9 * TSimd.Width);
        TSimd.Store(x5, tile + 10 * TSimd.Width); TSimd.Store(y5, tile + 11 * TSimd.Width);
        TSimd.Store(x6, tile + 12 * TSimd.Width); TSimd.Store(y6, tile + 13 * TSimd.Width);
        TSimd.Store(x7, tile + 14 * TSimd.Width); TSimd.Store(y7, tile + 15 * TSimd.Width);
        TSimd.Store(x8, tile + 16 * TSimd.Width); TSimd.Store(y8, tile + 17 * TSimd.Width);
        TSimd.Store(x9, tile + 18 * TSimd.Width); TSimd.Store(y9, tile + 19 * TSimd.Width);
        TSimd.Store(x10, tile + 20 * TSimd.Width); TSimd.Store(y10, tile + 21 * TSimd.Width);
        TSimd.Store(x11, tile + 22 * TSimd.Width); TSimd.Store(y11, tile + 23 * TSimd.Width);
        TSimd.Store(x12, tile + 24 * TSimd.Width); TSimd.Store(y12, tile + 25 * TSimd.Width);
        TSimd.Store(x13, tile + 26 * TSimd.Width); TSimd.Store(y13, tile + 27 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run12<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
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
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4 * TDistance.Value]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5 * TDistance.Value]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6 * TDistance.Value]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7 * TDistance.Value]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8 * TDistance.Value]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(p[9 * TDistance.Value]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
                t = TSimd.Broadcast(p[10 * TDistance.Value]); x10 = TSimd.MultiplyAdd(t, b0, x10); y10 = TSimd.MultiplyAdd(t, b1, y10);
                t = TSimd.Broadcast(p[11 * TDistance.Value]); x11 = TSimd.MultiplyAdd(t, b0, x11); y11 = TSimd.MultiplyAdd(t, b1, y11);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
        TSimd.Store(x4, tile + 8 * TSimd.Width); TSimd.Store(y4, tile + 9 * TSimd.Width);
        TSimd.Store(x5, tile + 10 * TSimd.Width); TSimd.Store(y5, tile + 11 * TSimd.Width);
        TSimd.Store(x6, tile + 12 * TSimd.Width); TSimd.Store(y6, tile + 13 * TSimd.Width);
        TSimd.Store(x7, tile + 14 * TSimd.Width); TSimd.Store(y7, tile + 15 * TSimd.Width);
        TSimd.Store(x8, tile + 16 * TSimd.Width); TSimd.Store(y8, tile + 17 * TSimd.Width);
        TSimd.Store(x9, tile + 18 * TSimd.Width); TSimd.Store(y9, tile + 19 * TSimd.Width);
        TSimd.Store(x10, tile + 20 * TSimd.Width); TSimd.Store(y10, tile + 21 * TSimd.Width);
        TSimd.Store(x11, tile + 22 * TSimd.Width); TSimd.Store(y11, tile + 23 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run10<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
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
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4 * TDistance.Value]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5 * TDistance.Value]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6 * TDistance.Value]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7 * TDistance.Value]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8 * TDistance.Value]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(p[9 * TDistance.Value]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
        TSimd.Store(x4, tile + 8 * TSimd.Width); TSimd.Store(y4, tile + 9 * TSimd.Width);
        TSimd.Store(x5, tile + 10 * TSimd.Width); TSimd.Store(y5, tile + 11 * TSimd.Width);
        TSimd.Store(x6, tile + 12 * TSimd.Width); TSimd.Store(y6, tile + 13 * TSimd.Width);
        TSimd.Store(x7, tile + 14 * TSimd.Width); TSimd.Store(y7, tile + 15 * TSimd.Width);
        TSimd.Store(x8, tile + 16 * TSimd.Width); TSimd.Store(y8, tile + 17 * TSimd.Width);
        TSimd.Store(x9, tile + 18 * TSimd.Width); TSimd.Store(y9, tile + 19 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run9<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        TVector x4 = default, y4 = default;
        TVector x5 = default, y5 = default;
        TVector x6 = default, y6 = default;
        TVector x7 = default, y7 = default;
        TVector x8 = default, y8 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4 * TDistance.Value]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5 * TDistance.Value]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6 * TDistance.Value]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7 * TDistance.Value]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8 * TDistance.Value]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
        TSimd.Store(x4, tile + 8 * TSimd.Width); TSimd.Store(y4, tile + 9 * TSimd.Width);
        TSimd.Store(x5, tile + 10 * TSimd.Width); TSimd.Store(y5, tile + 11 * TSimd.Width);
        TSimd.Store(x6, tile + 12 * TSimd.Width); TSimd.Store(y6, tile + 13 * TSimd.Width);
        TSimd.Store(x7, tile + 14 * TSimd.Width); TSimd.Store(y7, tile + 15 * TSimd.Width);
        TSimd.Store(x8, tile + 16 * TSimd.Width); TSimd.Store(y8, tile + 17 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run8<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        TVector x4 = default, y4 = default;
        TVector x5 = default, y5 = default;
        TVector x6 = default, y6 = default;
        TVector x7 = default, y7 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4 * TDistance.Value]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5 * TDistance.Value]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6 * TDistance.Value]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7 * TDistance.Value]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
        TSimd.Store(x4, tile + 8 * TSimd.Width); TSimd.Store(y4, tile + 9 * TSimd.Width);
        TSimd.Store(x5, tile + 10 * TSimd.Width); TSimd.Store(y5, tile + 11 * TSimd.Width);
        TSimd.Store(x6, tile + 12 * TSimd.Width); TSimd.Store(y6, tile + 13 * TSimd.Width);
        TSimd.Store(x7, tile + 14 * TSimd.Width); TSimd.Store(y7, tile + 15 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run6<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        TVector x4 = default, y4 = default;
        TVector x5 = default, y5 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4 * TDistance.Value]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5 * TDistance.Value]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
        TSimd.Store(x4, tile + 8 * TSimd.Width); TSimd.Store(y4, tile + 9 * TSimd.Width);
        TSimd.Store(x5, tile + 10 * TSimd.Width); TSimd.Store(y5, tile + 11 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run4<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        TVector x3 = default, y3 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3 * TDistance.Value]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
        TSimd.Store(x3, tile + 6 * TSimd.Width); TSimd.Store(y3, tile + 7 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run3<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        TVector x2 = default, y2 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2 * TDistance.Value]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
        TSimd.Store(x2, tile + 4 * TSimd.Width); TSimd.Store(y2, tile + 5 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run2<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        TVector x1 = default, y1 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
                t = TSimd.Broadcast(p[1 * TDistance.Value]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
        TSimd.Store(x1, tile + 2 * TSimd.Width); TSimd.Store(y1, tile + 3 * TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run1<TDistance>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* tile)
        where TDistance : struct, IDistance
    {
        TVector x0 = default, y0 = default;
        for (; lines > 0; lines--, a += aLine, b += bLine)
        {
            float* p = a, q = b;
            for (var n = count; n > 0; n--, p += aStep, q += bStep)
            {
                TVector b0 = TSimd.Load(q), b1 = TSimd.Load(q + TSimd.Width), t;
                t = TSimd.Broadcast(p[0]); x0 = TSimd.MultiplyAdd(t, b0, x0); y0 = TSimd.MultiplyAdd(t, b1, y0);
            }
        }

        TSimd.Store(x0, tile + 0 * TSimd.Width); TSimd.Store(y0, tile + 1 * TSimd.Width);
    }
}
