using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>F(4, 3) at the points 0, 1, -1, 2, -2, infinity: 6 products for 4 outputs.</summary>
internal readonly struct WinogradSize4 : IWinogradSize
{
    public static int Outputs => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector two = TSimd.Broadcast(2), four = TSimd.Broadcast(4), minusFour = TSimd.Broadcast(-4), minusFive = TSimd.Broadcast(-5);
        TVector even = TSimd.MultiplyAdd(minusFour, x2, x4), odd = TSimd.MultiplyAdd(minusFour, x1, x3);
        TVector even2 = TSimd.Subtract(x4, x2), odd2 = TSimd.Multiply(two, TSimd.Subtract(x3, x1));
        y0 = TSimd.MultiplyAdd(four, x0, TSimd.MultiplyAdd(minusFive, x2, x4));
        y1 = TSimd.Add(even, odd);
        y2 = TSimd.Subtract(even, odd);
        y3 = TSimd.Add(even2, odd2);
        y4 = TSimd.Subtract(even2, odd2);
        y5 = TSimd.MultiplyAdd(four, x1, TSimd.MultiplyAdd(minusFive, x3, x5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector minusSixth = TSimd.Broadcast(-1 / 6f), small = TSimd.Broadcast(1 / 24f);
        TVector even = TSimd.Add(x0, x2), even2 = TSimd.MultiplyAdd(TSimd.Broadcast(4), x2, x0), odd2 = TSimd.Add(x1, x1);
        y0 = TSimd.Multiply(TSimd.Broadcast(0.25f), x0);
        y1 = TSimd.Multiply(minusSixth, TSimd.Add(even, x1));
        y2 = TSimd.Multiply(minusSixth, TSimd.Subtract(even, x1));
        y3 = TSimd.Multiply(small, TSimd.Add(even2, odd2));
        y4 = TSimd.Multiply(small, TSimd.Subtract(even2, odd2));
        y5 = x2;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector sum = TSimd.Add(x1, x2), difference = TSimd.Subtract(x1, x2), sum2 = TSimd.Add(x3, x4), difference2 = TSimd.Subtract(x3, x4);
        y0 = TSimd.Add(TSimd.Add(x0, sum), sum2);
        y1 = TSimd.MultiplyAdd(TSimd.Broadcast(2), difference2, difference);
        y2 = TSimd.MultiplyAdd(TSimd.Broadcast(4), sum2, sum);
        y3 = TSimd.MultiplyAdd(TSimd.Broadcast(8), difference2, TSimd.Add(difference, x5));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector two = TSimd.Broadcast(2), four = TSimd.Broadcast(4);
        TVector even = TSimd.Add(x0, x2), odd = TSimd.Add(x1, x3);
        TVector even2 = TSimd.MultiplyAdd(four, x2, x0), odd2 = TSimd.Multiply(two, TSimd.MultiplyAdd(four, x3, x1));
        y0 = x0;
        y1 = TSimd.Add(even, odd);
        y2 = TSimd.Subtract(even, odd);
        y3 = TSimd.Add(even2, odd2);
        y4 = TSimd.Subtract(even2, odd2);
        y5 = x3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KernelGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector sixth = TSimd.Broadcast(1 / 6f), small = TSimd.Broadcast(1 / 24f);
        TVector sum = TSimd.Multiply(sixth, TSimd.Add(x1, x2)), sum2 = TSimd.Multiply(small, TSimd.Add(x3, x4));
        y0 = TSimd.Subtract(TSimd.MultiplyAdd(TSimd.Broadcast(0.25f), x0, sum2), sum);
        y1 = TSimd.MultiplyAdd(TSimd.Broadcast(2), TSimd.Multiply(small, TSimd.Subtract(x3, x4)), TSimd.Multiply(sixth, TSimd.Subtract(x2, x1)));
        y2 = TSimd.MultiplyAdd(TSimd.Broadcast(4), sum2, TSimd.Subtract(x5, sum));
    }
}
