using static MlNetCnn.Imaging.Jpeg.DctConstants;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>
/// The 8x8 forward discrete cosine transform with the integer arithmetic of the IJG's "slow but accurate" method, so that coefficients equal libjpeg's to the bit: the algorithm of
/// Loeffler, Ligtenberg and Moschytz (ICASSP 1989), 13-bit constants, two extra bits between the passes. See <see cref="InverseDct"/>, its mirror.
/// </summary>
internal static class ForwardDct
{
    /// <summary>Transforms and quantizes a block.</summary>
    /// <param name="samples">The block's first sample; 7 strides and 8 bytes follow.</param>
    /// <param name="stride">Samples from one row to the next.</param>
    /// <param name="quantization">64 divisors, natural order.</param>
    /// <param name="coefficients">64 quantized coefficients, natural order.</param>
    public static void Transform(ReadOnlySpan<byte> samples, int stride, ReadOnlySpan<byte> quantization, Span<short> coefficients)
    {
        Span<int> block = stackalloc int[64];
        for (var y = 0; y < 8; y++)
            for (var x = 0; x < 8; x++) block[8 * y + x] = samples[y * stride + x] - 128;
        for (var y = 0; y < 8; y++) Pass(block, 8 * y, 1, ConstantBits - FirstPassBits, scaleUp: true);
        for (var x = 0; x < 8; x++) Pass(block, x, 8, ConstantBits + FirstPassBits, scaleUp: false);
        for (var i = 0; i < 64; i++)
        {
            // The transform leaves a factor of 8. Halves are rounded away from 0.
            var divisor = quantization[i] << 3;
            var magnitude = (Math.Abs(block[i]) + (divisor >> 1)) / divisor;
            coefficients[i] = (short)(block[i] < 0 ? -magnitude : magnitude);
        }
    }

    /// <summary>One one-dimensional transform of eight numbers a step apart.</summary>
    private static void Pass(Span<int> block, int first, int step, int shift, bool scaleUp)
    {
        ref var v0 = ref block[first];
        ref var v1 = ref block[first + step];
        ref var v2 = ref block[first + 2 * step];
        ref var v3 = ref block[first + 3 * step];
        ref var v4 = ref block[first + 4 * step];
        ref var v5 = ref block[first + 5 * step];
        ref var v6 = ref block[first + 6 * step];
        ref var v7 = ref block[first + 7 * step];
        var (t0, t1, t2, t3) = (v0 + v7, v1 + v6, v2 + v5, v3 + v4);
        var (t7, t6, t5, t4) = (v0 - v7, v1 - v6, v2 - v5, v3 - v4);
        var round = 1 << (shift - 1);

        // Even part: two butterflies and a rotation by 6 pi/16.
        var (e0, e1, e2, e3) = (t0 + t3, t1 + t2, t1 - t2, t0 - t3);
        const int roundEven = 1 << (FirstPassBits - 1);
        v0 = scaleUp ? (e0 + e1) << FirstPassBits : (e0 + e1 + roundEven) >> FirstPassBits;
        v4 = scaleUp ? (e0 - e1) << FirstPassBits : (e0 - e1 + roundEven) >> FirstPassBits;
        var z1 = (e2 + e3) * F0541 + round;
        v2 = (z1 + e3 * F0765) >> shift;
        v6 = (z1 - e2 * F1847) >> shift;

        // Odd part.
        var (z3, z4) = (t4 + t6, t5 + t7);
        var z5 = (z3 + z4) * F1175 + round;
        z1 = (t4 + t7) * -F0899;
        var z2 = (t5 + t6) * -F2562;
        z3 = z3 * -F1961 + z5;
        z4 = z4 * -F0390 + z5;
        v7 = (t4 * F0298 + z1 + z3) >> shift;
        v5 = (t5 * F2053 + z2 + z4) >> shift;
        v3 = (t6 * F3072 + z2 + z3) >> shift;
        v1 = (t7 * F1501 + z1 + z4) >> shift;
    }
}
