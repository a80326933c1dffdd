namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Entropy decoding of a block in the four kinds of progressive scan (T.81, G.2). Each returns false for damaged data.</summary>
internal static class ProgressiveBlock
{
    /// <summary>First scan of the DC coefficient: all but its lowest bits.</summary>
    public static bool FirstDc(ref JpegBitReader bits, JpegComponent c, Span<short> block, int low)
    {
        var size = bits.Symbol(c.Dc!);
        if (size is < 0 or > 15) return false;
        if (size > 0) c.Prediction += JpegBitReader.Extend(bits.Bits(size), size);
        block[0] = (short)(c.Prediction << low);
        return true;
    }

    /// <summary>One more bit of the DC coefficient.</summary>
    public static bool RefineDc(ref JpegBitReader bits, Span<short> block, int low)
    {
        if (bits.Bit()) block[0] |= (short)(1 << low);
        return true;
    }

    /// <summary>First scan of a band of AC coefficients.</summary>
    /// <param name="endOfBandRun">Blocks to come whose band is all zero.</param>
    public static bool FirstAc(ref JpegBitReader bits, HuffmanTable table, Span<short> block, int first, int last, int low, ref int endOfBandRun)
    {
        if (endOfBandRun > 0)
        {
            endOfBandRun--;
            return true;
        }

        for (var k = first; k <= last; k++)
        {
            var symbol = bits.Symbol(table);
            if (symbol < 0) return false;
            int run = symbol >> 4, size = symbol & 15;
            if (size > 0)
            {
                k += run;
                if (k > 63) return false;
                block[Zigzag.NaturalOrder[k]] = (short)(JpegBitReader.Extend(bits.Bits(size), size) << low);
            }
            else if (run == 15)
            {
                k += 15;
            }
            else
            {
                endOfBandRun = (1 << run) - 1;
                if (run > 0) endOfBandRun += bits.Bits(run);
                break;
            }
        }

        return true;
    }

    /// <summary>One more bit of a band of AC coefficients.</summary>
    /// <param name="endOfBandRun">Blocks to come, this one included, in which no further coefficient becomes non-zero.</param>
    public static bool RefineAc(ref JpegBitReader bits, HuffmanTable table, Span<short> block, int first, int last, int low, ref int endOfBandRun)
    {
        var k = first;
        if (endOfBandRun == 0)
        {
            for (; k <= last; k++)
            {
                var symbol = bits.Symbol(table);
                if (symbol < 0) return false;
                int run = symbol >> 4, size = symbol & 15, value = 0;
                if (size > 0)
                {
                    value = bits.Bit() ? 1 << low : -1 << low;
                }
                else if (run < 15)
                {
                    endOfBandRun = 1 << run;
                    if (run > 0) endOfBandRun += bits.Bits(run);
                    break;
                }

                // Pass over coefficients known to be non-zero, correcting them, and over `run` zero ones.
                for (; k <= last; k++)
                {
                    ref var coefficient = ref block[Zigzag.NaturalOrder[k]];
                    if (coefficient != 0) Correct(ref bits, ref coefficient, low);
                    else if (--run < 0) break;
                }

                if (value == 0) continue;
                if (k > 63) return false;
                block[Zigzag.NaturalOrder[k]] = (short)value;
            }
        }

        if (endOfBandRun == 0) return true;
        for (; k <= last; k++)
        {
            ref var coefficient = ref block[Zigzag.NaturalOrder[k]];
            if (coefficient != 0) Correct(ref bits, ref coefficient, low);
        }

        endOfBandRun--;
        return true;
    }

    private static void Correct(ref JpegBitReader bits, ref short coefficient, int low)
    {
        if (!bits.Bit() || (coefficient & (1 << low)) != 0) return;
        coefficient += (short)(coefficient >= 0 ? 1 << low : -1 << low);
    }
}
