namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Entropy decoding of a block in a baseline or extended scan (T.81, F.2.2).</summary>
internal static class SequentialBlock
{
    /// <summary>Decodes one block.</summary>
    /// <param name="block">64 coefficients in natural order; all zero but the first on entry.</param>
    /// <returns>Zigzag place of the last coefficient that was coded (0: only DC), or -1 for damaged data.</returns>
    public static int Decode(ref JpegBitReader bits, JpegComponent c, Span<short> block)
    {
        var size = bits.Symbol(c.Dc!);
        if (size is < 0 or > 15) return -1;
        if (size > 0) c.Prediction += JpegBitReader.Extend(bits.Bits(size), size);
        block[0] = (short)c.Prediction;

        var table = c.Ac!;
        var fast = table.CoefficientLookup;
        var slow = table.Lookup;
        var order = Zigzag.NaturalOrder;
        var buffer = bits.Buffer;
        var count = bits.Count;
        var end = 0;
        for (var k = 1; k < 64; k++)
        {
            if (count < 32)
            {
                (bits.Buffer, bits.Count) = (buffer, count);
                bits.Fill();
                (buffer, count) = (bits.Buffer, bits.Count);
            }

            // Code and magnitude together, where they are short.
            var entry = fast[buffer >> (64 - HuffmanTable.LookupBits)];
            int used, value;
            if (entry != 0)
            {
                k += (entry >> 8) & 15;
                used = entry & 0xFF;
                value = entry >> 16;
            }
            else
            {
                int symbol = slow[buffer >> (64 - HuffmanTable.LookupBits)];
                if (symbol == 0) symbol = table.FindLong((int)(buffer >> 48));
                if (symbol == 0) return -1;
                used = symbol >> 8;
                var run = (symbol >> 4) & 15;
                size = symbol & 15;
                if (size == 0)
                {
                    buffer <<= used;
                    count -= used;
                    if (run < 15) break;
                    k += 15;
                    continue;
                }

                k += run;
                value = JpegBitReader.Extend((int)(buffer << used >> (64 - size)), size);
                used += size;
            }

            if (k > 63) return -1;
            buffer <<= used;
            count -= used;
            block[order[k]] = (short)value;
            end = k;
        }

        (bits.Buffer, bits.Count) = (buffer, count);
        return end;
    }
}
