using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using static MlNetCnn.Imaging.Jpeg.DctConstants;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>
/// The 8x8 inverse discrete cosine transform, with the very integer arithmetic of the IJG's "slow but accurate" method, so that the
/// result equals libjpeg's to the bit: the algorithm of Loeffler, Ligtenberg and Moschytz (ICASSP 1989) with 12 multiplications
/// per row, 13-bit constants, two extra bits between the passes. Eight columns, then eight rows, are worked on at once.
/// </summary>
internal static class InverseDct
{
    /// <summary>Dequantizes a block and writes its 8x8 samples.</summary>
    /// <param name="coefficients">64 coefficients, natural order.</param>
    /// <param name="quantization">64 divisors, natural order.</param>
    /// <param name="samples">Where the block's first sample goes; 7 strides and 8 bytes must follow.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    public static void Transform(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantization, Span<byte> samples, int stride)
    {
        var r0 = Row(coefficients, quantization, 0);
        var r1 = Row(coefficients, quantization, 1);
        var r2 = Row(coefficients, quantization, 2);
        var r3 = Row(coefficients, quantization, 3);
        var r4 = Row(coefficients, quantization, 4);
        var r5 = Row(coefficients, quantization, 5);
        var r6 = Row(coefficients, quantization, 6);
        var r7 = Row(coefficients, quantization, 7);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, ConstantBits - FirstPassBits);
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Pass(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7, ConstantBits + FirstPassBits + 3);
        Transpose(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        Store(r0, samples);
        Store(r1, samples[stride..]);
        Store(r2, samples[(2 * stride)..]);
        Store(r3, samples[(3 * stride)..]);
        Store(r4, samples[(4 * stride)..]);
        Store(r5, samples[(5 * stride)..]);
        Store(r6, samples[(6 * stride)..]);
        Store(r7, samples[(7 * stride)..]);
    }

    /// <summary>The same for a block whose only non-zero coefficient is the first: all samples are equal.</summary>
    public static void TransformDc(int coefficient, int quantization, Span<byte> samples, int stride)
    {
        var first = (short)(coefficient * quantization) << FirstPassBits;
        var value = (byte)Math.Clamp(((first + 16) >> 5) + 128, 0, 255);
        for (var y = 0; y < 8; y++) samples.Slice(y * stride, 8).Fill(value);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Row(ReadOnlySpan<short> coefficients, ReadOnlySpan<short> quantization, int y)
    {
        var (low, high) = Vector128.Widen(Vector128.Create(coefficients.Slice(8 * y, 8)) * Vector128.Create(quantization.Slice(8 * y, 8)));
        return Vector256.Create(low, high);
    }

    /// <summary>One one-dimensional transform in each lane, rounded by a shift.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pass(
        ref Vector256<int> v0, ref Vector256<int> v1, ref Vector256<int> v2, ref Vector256<int> v3,
        ref Vector256<int> v4, ref Vector256<int> v5, ref Vector256<int> v6, ref Vector256<int> v7, int shift)
    {
        // Even part: a rotation by 6 pi/16 and two butterflies.
        var z1 = (v2 + v6) * F0541;
        var t2 = z1 - v6 * F1847;
        var t3 = z1 + v2 * F0765;
        var t0 = (v0 + v4) << ConstantBits;
        var t1 = (v0 - v4) << ConstantBits;
        var round = Vector256.Create(1 << (shift - 1));
        var e0 = t0 + t3 + round;
        var e3 = t0 - t3 + round;
        var e1 = t1 + t2 + round;
        var e2 = t1 - t2 + round;

        // Odd part.
        z1 = v7 + v1;
        var z2 = v5 + v3;
        var z3 = v7 + v3;
        var z4 = v5 + v1;
        var z5 = (z3 + z4) * F1175;
        z1 *= -F0899;
        z2 *= -F2562;
        z3 = z3 * -F1961 + z5;
        z4 = z4 * -F0390 + z5;
        var o0 = v7 * F0298 + z1 + z3;
        var o1 = v5 * F2053 + z2 + z4;
        var o2 = v3 * F3072 + z2 + z3;
        var o3 = v1 * F1501 + z1 + z4;

        v0 = (e0 + o3) >> shift;
        v7 = (e0 - o3) >> shift;
        v1 = (e1 + o2) >> shift;
        v6 = (e1 - o2) >> shift;
        v2 = (e2 + o1) >> shift;
        v5 = (e2 - o1) >> shift;
        v3 = (e3 + o0) >> shift;
        v4 = (e3 - o0) >> shift;
    }

    /// <summary>Swaps rows and columns by three rounds of exchanges between rows 4, 2 and 1 apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transpose(
        ref Vector256<int> v0, ref Vector256<int> v1, ref Vector256<int> v2, ref Vector256<int> v3,
        ref Vector256<int> v4, ref Vector256<int> v5, ref Vector256<int> v6, ref Vector256<int> v7)
    {
        Exchange4(ref v0, ref v4);
        Exchange4(ref v1, ref v5);
        Exchange4(ref v2, ref v6);
        Exchange4(ref v3, ref v7);
        Exchange2(ref v0, ref v2);
        Exchange2(ref v1, ref v3);
        Exchange2(ref v4, ref v6);
        Exchange2(ref v5, ref v7);
        Exchange1(ref v0, ref v1);
        Exchange1(ref v2, ref v3);
        Exchange1(ref v4, ref v5);
        Exchange1(ref v6, ref v7);
    }

    /// <summary>Exchanges the upper half of one row with the lower half of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange4(ref Vector256<int> a, ref Vector256<int> b)
    {
        var low = Vector256.Create(a.GetLower(), b.GetLower());
        b = Vector256.Create(a.GetUpper(), b.GetUpper());
        a = low;
    }

    /// <summary>Within each half, exchanges the upper pair of one row with the lower pair of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange2(ref Vector256<int> a, ref Vector256<int> b)
    {
        var mask = Vector256.Create(-1, -1, 0, 0, -1, -1, 0, 0);
        var low = Vector256.ConditionalSelect(mask, a, Vector256.Shuffle(b, Vector256.Create(0, 1, 0, 1, 4, 5, 4, 5)));
        b = Vector256.ConditionalSelect(mask, Vector256.Shuffle(a, Vector256.Create(2, 3, 2, 3, 6, 7, 6, 7)), b);
        a = low;
    }

    /// <summary>Within each pair, exchanges the second of one row with the first of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange1(ref Vector256<int> a, ref Vector256<int> b)
    {
        var mask = Vector256.Create(-1, 0, -1, 0, -1, 0, -1, 0);
        var low = Vector256.ConditionalSelect(mask, a, Vector256.Shuffle(b, Vector256.Create(0, 0, 2, 2, 4, 4, 6, 6)));
        b = Vector256.ConditionalSelect(mask, Vector256.Shuffle(a, Vector256.Create(1, 1, 3, 3, 5, 5, 7, 7)), b);
        a = low;
    }

    /// <summary>Adds the centre, clips to 0..255 and stores eight samples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<int> row, Span<byte> samples)
    {
        var clipped = Vector256.Min(Vector256.Max(row + Vector256.Create(128), Vector256<int>.Zero), Vector256.Create(255));
        var shorts = Vector128.Narrow(clipped.GetLower(), clipped.GetUpper());
        var bytes = Vector128.Narrow(shorts.AsUInt16(), shorts.AsUInt16());
        MemoryMarshal.Write(samples, bytes.AsUInt64().ToScalar());
    }
}
