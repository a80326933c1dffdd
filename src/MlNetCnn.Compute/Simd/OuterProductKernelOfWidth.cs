using System.Runtime.CompilerServices;

namespace MlNetCnn.Compute.Simd;

/// <summary>Tiles of some heights, one loop each: sums stay in registers only as variables with names.</summary>
internal sealed unsafe class OuterProductKernel<TSimd, TVector> : OuterProductKernel
    where TSimd : ISimd<TVector>
    where TVector : unmanaged
{
    public override int Columns => 2 * TSimd.Width;

    public override void AddProducts(
        int rows, float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
    {
        switch (rows)
        {
            case 14: Add14(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 12: Add12(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 10: Add10(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 9: Add9(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 8: Add8(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 6: Add6(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 4: Add4(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 3: Add3(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 2: Add2(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            case 1: Add1(a, aStep, aLine, b, bStep, bLine, count, lines, target, stride); break;
            default: throw new ArgumentOutOfRangeException(nameof(rows), rows, "There is no tile of this height.");
        }
    }

    private static void Store(TVector x, TVector y, float* target)
    {
        TSimd.Store(TSimd.Add(TSimd.Load(target), x), target);
        TSimd.Store(TSimd.Add(TSimd.Load(target + TSimd.Width), y), target + TSimd.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add14(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(p[9]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
                t = TSimd.Broadcast(p[10]); x10 = TSimd.MultiplyAdd(t, b0, x10); y10 = TSimd.MultiplyAdd(t, b1, y10);
                t = TSimd.Broadcast(p[11]); x11 = TSimd.MultiplyAdd(t, b0, x11); y11 = TSimd.MultiplyAdd(t, b1, y11);
                t = TSimd.Broadcast(p[12]); x12 = TSimd.MultiplyAdd(t, b0, x12); y12 = TSimd.MultiplyAdd(t, b1, y12);
                t = TSimd.Broadcast(p[13]); x13 = TSimd.MultiplyAdd(t, b0, x13); y13 = TSimd.MultiplyAdd(t, b1, y13);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
        Store(x4, y4, target + 4 * stride);
        Store(x5, y5, target + 5 * stride);
        Store(x6, y6, target + 6 * stride);
        Store(x7, y7, target + 7 * stride);
        Store(x8, y8, target + 8 * stride);
        Store(x9, y9, target + 9 * stride);
        Store(x10, y10, target + 10 * stride);
        Store(x11, y11, target + 11 * stride);
        Store(x12, y12, target + 12 * stride);
        Store(x13, y13, target + 13 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add12(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(p[9]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
                t = TSimd.Broadcast(p[10]); x10 = TSimd.MultiplyAdd(t, b0, x10); y10 = TSimd.MultiplyAdd(t, b1, y10);
                t = TSimd.Broadcast(p[11]); x11 = TSimd.MultiplyAdd(t, b0, x11); y11 = TSimd.MultiplyAdd(t, b1, y11);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
        Store(x4, y4, target + 4 * stride);
        Store(x5, y5, target + 5 * stride);
        Store(x6, y6, target + 6 * stride);
        Store(x7, y7, target + 7 * stride);
        Store(x8, y8, target + 8 * stride);
        Store(x9, y9, target + 9 * stride);
        Store(x10, y10, target + 10 * stride);
        Store(x11, y11, target + 11 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add10(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
                t = TSimd.Broadcast(p[9]); x9 = TSimd.MultiplyAdd(t, b0, x9); y9 = TSimd.MultiplyAdd(t, b1, y9);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
        Store(x4, y4, target + 4 * stride);
        Store(x5, y5, target + 5 * stride);
        Store(x6, y6, target + 6 * stride);
        Store(x7, y7, target + 7 * stride);
        Store(x8, y8, target + 8 * stride);
        Store(x9, y9, target + 9 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add9(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
                t = TSimd.Broadcast(p[8]); x8 = TSimd.MultiplyAdd(t, b0, x8); y8 = TSimd.MultiplyAdd(t, b1, y8);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
        Store(x4, y4, target + 4 * stride);
        Store(x5, y5, target + 5 * stride);
        Store(x6, y6, target + 6 * stride);
        Store(x7, y7, target + 7 * stride);
        Store(x8, y8, target + 8 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add8(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
                t = TSimd.Broadcast(p[6]); x6 = TSimd.MultiplyAdd(t, b0, x6); y6 = TSimd.MultiplyAdd(t, b1, y6);
                t = TSimd.Broadcast(p[7]); x7 = TSimd.MultiplyAdd(t, b0, x7); y7 = TSimd.MultiplyAdd(t, b1, y7);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
        Store(x4, y4, target + 4 * stride);
        Store(x5, y5, target + 5 * stride);
        Store(x6, y6, target + 6 * stride);
        Store(x7, y7, target + 7 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add6(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
                t = TSimd.Broadcast(p[4]); x4 = TSimd.MultiplyAdd(t, b0, x4); y4 = TSimd.MultiplyAdd(t, b1, y4);
                t = TSimd.Broadcast(p[5]); x5 = TSimd.MultiplyAdd(t, b0, x5); y5 = TSimd.MultiplyAdd(t, b1, y5);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
        Store(x4, y4, target + 4 * stride);
        Store(x5, y5, target + 5 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add4(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
                t = TSimd.Broadcast(p[3]); x3 = TSimd.MultiplyAdd(t, b0, x3); y3 = TSimd.MultiplyAdd(t, b1, y3);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
        Store(x3, y3, target + 3 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add3(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
                t = TSimd.Broadcast(p[2]); x2 = TSimd.MultiplyAdd(t, b0, x2); y2 = TSimd.MultiplyAdd(t, b1, y2);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
        Store(x2, y2, target + 2 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add2(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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
                t = TSimd.Broadcast(p[1]); x1 = TSimd.MultiplyAdd(t, b0, x1); y1 = TSimd.MultiplyAdd(t, b1, y1);
            }
        }

        Store(x0, y0, target + 0 * stride);
        Store(x1, y1, target + 1 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add1(float* a, nint aStep, nint aLine, float* b, nint bStep, nint bLine, int count, int lines, float* target, nint stride)
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

        Store(x0, y0, target + 0 * stride);
    }
}
