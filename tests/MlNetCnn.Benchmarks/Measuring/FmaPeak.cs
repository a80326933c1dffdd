using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlNetCnn.Benchmarks.Measuring;

/// <summary>The most multiply-adds that the processor does: a loop of them in registers, with the widest vectors, on every thread at once.</summary>
internal static class FmaPeak
{
    // Twelve sums that do not wait for each other: more than any processor needs to keep its units busy, few enough for the registers.
    private const int Sums = 12;
    private const int Loops = 2_000_000;

    /// <summary>10^9 operations per second of all threads together; a multiply-add is two.</summary>
    public static double Measure(int threads)
    {
        double best = 0;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var rates = new double[threads];
            using var start = new Barrier(threads);
            var others = Enumerable.Range(0, threads).Select(i => new Thread(() => rates[i] = Rate(start))).ToList();
            foreach (var thread in others) thread.Start();
            foreach (var thread in others) thread.Join();
            best = Math.Max(best, rates.Sum());
        }

        return Math.Round(best, 1);
    }

    private static double Rate(Barrier start)
    {
        start.SignalAndWait();
        var clock = Stopwatch.GetTimestamp();
        var lanes = Avx512F.IsSupported ? Loop512() : Fma.IsSupported ? Loop256() : Loop128();
        return 2.0 * lanes * Sums * Loops / Stopwatch.GetElapsedTime(clock).TotalNanoseconds;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Loop512()
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.001f), a = x, b = y, c = x, d = y, e = x, f = y, g = x, h = y, i = x, j = y, k = x, l = y;
        for (var n = 0; n < Loops; n++)
        {
            a = Avx512F.FusedMultiplyAdd(a, x, y);
            b = Avx512F.FusedMultiplyAdd(b, x, y);
            c = Avx512F.FusedMultiplyAdd(c, x, y);
            d = Avx512F.FusedMultiplyAdd(d, x, y);
            e = Avx512F.FusedMultiplyAdd(e, x, y);
            f = Avx512F.FusedMultiplyAdd(f, x, y);
            g = Avx512F.FusedMultiplyAdd(g, x, y);
            h = Avx512F.FusedMultiplyAdd(h, x, y);
            i = Avx512F.FusedMultiplyAdd(i, x, y);
            j = Avx512F.FusedMultiplyAdd(j, x, y);
            k = Avx512F.FusedMultiplyAdd(k, x, y);
            l = Avx512F.FusedMultiplyAdd(l, x, y);
        }

        // The sums are used, or the loop would be left out.
        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l) == 0 ? 0 : Vector512<float>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Loop256()
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(0.001f), a = x, b = y, c = x, d = y, e = x, f = y, g = x, h = y, i = x, j = y, k = x, l = y;
        for (var n = 0; n < Loops; n++)
        {
            a = Fma.MultiplyAdd(a, x, y);
            b = Fma.MultiplyAdd(b, x, y);
            c = Fma.MultiplyAdd(c, x, y);
            d = Fma.MultiplyAdd(d, x, y);
            e = Fma.MultiplyAdd(e, x, y);
            f = Fma.MultiplyAdd(f, x, y);
            g = Fma.MultiplyAdd(g, x, y);
            h = Fma.MultiplyAdd(h, x, y);
            i = Fma.MultiplyAdd(i, x, y);
            j = Fma.MultiplyAdd(j, x, y);
            k = Fma.MultiplyAdd(k, x, y);
            l = Fma.MultiplyAdd(l, x, y);
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l) == 0 ? 0 : Vector256<float>.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int Loop128()
    {
        Vector128<float> x = Vector128.Create(0.999f), y = Vector128.Create(0.001f), a = x, b = y, c = x, d = y, e = x, f = y, g = x, h = y, i = x, j = y, k = x, l = y;
        for (var n = 0; n < Loops; n++)
        {
            a = Vector128.MultiplyAddEstimate(a, x, y);
            b = Vector128.MultiplyAddEstimate(b, x, y);
            c = Vector128.MultiplyAddEstimate(c, x, y);
            d = Vector128.MultiplyAddEstimate(d, x, y);
            e = Vector128.MultiplyAddEstimate(e, x, y);
            f = Vector128.MultiplyAddEstimate(f, x, y);
            g = Vector128.MultiplyAddEstimate(g, x, y);
            h = Vector128.MultiplyAddEstimate(h, x, y);
            i = Vector128.MultiplyAddEstimate(i, x, y);
            j = Vector128.MultiplyAddEstimate(j, x, y);
            k = Vector128.MultiplyAddEstimate(k, x, y);
            l = Vector128.MultiplyAddEstimate(l, x, y);
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l) == 0 ? 0 : Vector128<float>.Count;
    }
}
