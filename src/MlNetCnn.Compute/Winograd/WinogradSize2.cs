using System.Runtime.CompilerServices;
using MlNetCnn.Compute.Simd;

namespace MlNetCnn.Compute.Winograd;

/// <summary>F(2, 3) at the points 0, 1, -1, infinity: 4 products for 2 outputs; its errors are those of direct sums.</summary>
internal readonly struct WinogradSize2 : IWinogradSize
{
    public static int Outputs => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Input<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        y0 = TSimd.Subtract(x0, x2);
        y1 = TSimd.Add(x1, x2);
        y2 = TSimd.Subtract(x2, x1);
        y3 = TSimd.Subtract(x1, x3);
        y4 = y5 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Kernel<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        TVector half = TSimd.Broadcast(0.5f), even = TSimd.Add(x0, x2);
        y0 = x0;
        y1 = TSimd.Multiply(half, TSimd.Add(even, x1));
        y2 = TSimd.Multiply(half, TSimd.Subtract(even, x1));
        y3 = x2;
        y4 = y5 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Output<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        y0 = TSimd.Add(TSimd.Add(x0, x1), x2);
        y1 = TSimd.Subtract(TSimd.Subtract(x1, x2), x3);
        y2 = y3 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OutputGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3,
        out TVector y0, out TVector y1, out TVector y2, out TVector y3, out TVector y4, out TVector y5)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        y0 = x0;
        y1 = TSimd.Add(x0, x1);
        y2 = TSimd.Subtract(x0, x1);
        y3 = TSimd.Subtract(default, x1);
        y4 = y5 = default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void KernelGradient<TSimd, TVector>(
        TVector x0, TVector x1, TVector x2, TVector x3, TVector x4, TVector x5,
        out TVector y0, out TVector y1, out TVector y2)
        where TSimd : ISimd<TVector>
        where TVector : unmanaged
    {
        var half = TSimd.Broadcast(0.5f);
        var even = TSimd.Multiply(half, TSimd.Add(x1, x2));
        y0 = TSimd.Add(x0, even);
        y1 = TSimd.Multiply(half, TSimd.Subtract(x1, x2));
        y2 = TSimd.Add(even, x3);
    }
}
