using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>F(3, 3) at the points 0, 1, -1, 2, infinity: 5 products for 3 outputs.</summary>
internal readonly struct WinogradSize3 : IWinogradSize
{
    public static int Outputs => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector two = TSimd.Broadcast(2), minusTwo = TSimd.Broadcast(-2);
        y3 = TSimd.Subtract(x3, x1);
        y0 = TSimd.MultiplyAdd(two, TSimd.Subtract(x0, x2), y3);
        y1 = TSimd.MultiplyAdd(minusTwo, x1, TSimd.Subtract(x3, x2));
        y2 = TSimd.MultiplyAdd(TSimd.Broadcast(-3), x2, TSimd.MultiplyAdd(two, x1, x3));
        y4 = TSimd.MultiplyAdd(minusTwo, y3, TSimd.Subtract(x4, x2));
        y5 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector minusHalf = TSimd.Broadcast(-0.5f), minusSixth = TSimd.Broadcast(-1 / 6f);
        var even = TSimd.Add(x0, x2);
        y0 = TSimd.Multiply(TSimd.Broadcast(0.5f), x0);
        y1 = TSimd.Multiply(minusHalf, TSimd.Add(even, x1));
        y2 = TSimd.Multiply(minusSixth, TSimd.Subtract(even, x1));
        y3 = TSimd.Multiply(TSimd.Broadcast(1 / 6f), TSimd.MultiplyAdd(TSimd.Broadcast(4), x2, TSimd.MultiplyAdd(TSimd.Broadcast(2), x1, x0)));
        y4 = x2;
        y5 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector sum = TSimd.Add(x1, x2), difference = TSimd.Subtract(x1, x2);
        y0 = TSimd.Add(TSimd.Add(x0, x3), sum);
        y1 = TSimd.MultiplyAdd(TSimd.Broadcast(2), x3, difference);
        y2 = TSimd.MultiplyAdd(TSimd.Broadcast(4), x3, TSimd.Add(sum, x4));
        y3 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var even = TSimd.Add(x0, x2);
        y0 = x0;
        y1 = TSimd.Add(even, x1);
        y2 = TSimd.Subtract(even, x1);
        y3 = TSimd.MultiplyAdd(TSimd.Broadcast(4), x2, TSimd.MultiplyAdd(TSimd.Broadcast(2), x1, x0));
        y4 = x2;
        y5 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KernelGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector half = TSimd.Broadcast(0.5f), sixth = TSimd.Broadcast(1 / 6f);
        var even = TSimd.MultiplyAdd(half, x1, TSimd.Multiply(sixth, x2));
        var two = TSimd.Multiply(sixth, x3);
        y0 = TSimd.Subtract(TSimd.MultiplyAdd(half, x0, two), even);
        y1 = TSimd.MultiplyAdd(TSimd.Broadcast(2), two, TSimd.Subtract(TSimd.Multiply(sixth, x2), TSimd.Multiply(half, x1)));
        y2 = TSimd.Subtract(TSimd.MultiplyAdd(TSimd.Broadcast(4), two, x4), even);
    }
}
