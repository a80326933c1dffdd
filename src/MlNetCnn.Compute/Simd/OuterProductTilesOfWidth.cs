using System.Runtime.CompilerServices;

namespace MlNetCnn.Compute.Simd;

/// <summary>Tiles of some heights, one loop each: sums stay in registers only as variables with names.</summary>
internal sealed unsafe partial class OuterProductKernel<TSimd, TVector>
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    private static void Run<TDistance, TEnd>(
        int rows, float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
    {
        switch (rows)
        {
            case 14: Run14<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 12: Run12<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 10: Run10<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 9: Run9<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 8: Run8<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 6: Run6<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 4: Run4<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 3: Run3<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 2: Run2<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            case 1: Run1<TDistance, TEnd>(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride, ref end); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "There is no tile of this height.");
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run14<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
        end.Store(x4, y4, target + 4 * stride);
        end.Store(x5, y5, target + 5 * stride);
        end.Store(x6, y6, target + 6 * stride);
        end.Store(x7, y7, target + 7 * stride);
        end.Store(x8, y8, target + 8 * stride);
        end.Store(x9, y9, target + 9 * stride);
        end.Store(x10, y10, target + 10 * stride);
        end.Store(x11, y11, target + 11 * stride);
        end.Store(x12, y12, target + 12 * stride);
        end.Store(x13, y13, target + 13 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run12<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
        end.Store(x4, y4, target + 4 * stride);
        end.Store(x5, y5, target + 5 * stride);
        end.Store(x6, y6, target + 6 * stride);
        end.Store(x7, y7, target + 7 * stride);
        end.Store(x8, y8, target + 8 * stride);
        end.Store(x9, y9, target + 9 * stride);
        end.Store(x10, y10, target + 10 * stride);
        end.Store(x11, y11, target + 11 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run10<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
        end.Store(x4, y4, target + 4 * stride);
        end.Store(x5, y5, target + 5 * stride);
        end.Store(x6, y6, target + 6 * stride);
        end.Store(x7, y7, target + 7 * stride);
        end.Store(x8, y8, target + 8 * stride);
        end.Store(x9, y9, target + 9 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run9<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
        end.Store(x4, y4, target + 4 * stride);
        end.Store(x5, y5, target + 5 * stride);
        end.Store(x6, y6, target + 6 * stride);
        end.Store(x7, y7, target + 7 * stride);
        end.Store(x8, y8, target + 8 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run8<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
        end.Store(x4, y4, target + 4 * stride);
        end.Store(x5, y5, target + 5 * stride);
        end.Store(x6, y6, target + 6 * stride);
        end.Store(x7, y7, target + 7 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run6<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
        end.Store(x4, y4, target + 4 * stride);
        end.Store(x5, y5, target + 5 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run4<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
        end.Store(x3, y3, target + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run3<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
        end.Store(x2, y2, target + 2 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run2<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
        end.Store(x1, y1, target + 1 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run1<TDistance, TEnd>(
        float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride, ref TEnd end)
        where TDistance : struct, IDistance
        where TEnd : struct, IEnd
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

        end.Store(x0, y0, target + 0 * stride);
    }
}
