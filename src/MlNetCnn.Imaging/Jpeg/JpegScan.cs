namespace MlNetCnn.Imaging.Jpeg;

/// <summary>One scan of a frame: walks its blocks in coded order, restarts where the file says, and leaves samples or coefficients.</summary>
internal sealed class JpegScan(JpegFrame frame, JpegComponent[] components, int restartInterval, int first, int last, int high, int low)
{
    private readonly bool interleaved = components.Length > 1;
    private readonly short[] block = new short[64];
    private int endOfBandRun;

    private bool CodesDc => !frame.Progressive || (first == 0 && high == 0);

    private bool CodesAc => !frame.Progressive || first > 0;

    /// <summary>Refuses parameters that T.81 does not allow (G.1.1.1), a scan that does not go on where earlier ones stopped, and missing tables.</summary>
    /// <param name="name">The file's name, or null.</param>
    /// <param name="at">Offset of the scan's marker.</param>
    public void Validate(string? name, int at)
    {
        if (frame.Progressive) ValidateProgression(name, at);
        foreach (var c in components)
        {
            if (!frame.Progressive)
            {
                // The band of a sequential scan is not looked at, as in libjpeg; but each component comes once.
                if (c.KnownBits[0] >= 0) throw new ImageFormatException(name, at, $"one scan of component {c.Id}", "another one");
                c.KnownBits[0] = 0;
            }

            if (CodesDc && c.Dc is null) throw new ImageFormatException(name, at, $"Huffman tables for component {c.Id} before its scan", "no DC table");
            if (CodesAc && c.Ac is null) throw new ImageFormatException(name, at, $"Huffman tables for component {c.Id} before its scan", "no AC table");
        }
    }

    private void ValidateProgression(string? name, int at)
    {
        var band = first == 0 ? last == 0 : first <= last && last <= 63 && !interleaved;
        if (!band || low > 13 || (high != 0 && high != low + 1))
            throw new ImageFormatException(name, at, "a progressive scan's band (0-0, or 1-63 of one component) and bit positions (one at a time, below 14)",
                $"band {first}-{last} of {components.Length} components, bits {high} to {low}");
        foreach (var c in components)
            for (var k = first; k <= last; k++)
            {
                var known = c.KnownBits[k];
                if (known == 0 || high != Math.Max(known, 0))
                    throw new ImageFormatException(name, at, known switch
                    {
                        < 0 => $"a first scan of coefficient {k} of component {c.Id}",
                        0 => $"no further scan of coefficient {k} of component {c.Id}, which is complete",
                        _ => $"a scan that takes coefficient {k} of component {c.Id} on from bit {known}",
                    }, $"bits {high} to {low}");
                c.KnownBits[k] = low;
            }
    }

    /// <summary>Decodes the scan.</summary>
    /// <returns>Offset behind the scan's data.</returns>
    public int Decode(ReadOnlySpan<byte> data, int position, string? name, bool allowTruncated)
    {
        var bits = new JpegBitReader(data, position);
        var across = interleaved ? frame.McusAcross : components[0].BlocksAcross;
        var down = interleaved ? frame.McusDown : components[0].BlocksDown;
        var untilRestart = restartInterval == 0 ? int.MaxValue : restartInterval;
        var restarts = 0;
        for (var y = 0; y < down; y++)
            for (var x = 0; x < across; x++)
            {
                if (untilRestart == 0)
                {
                    if (!TryRestart(ref bits, data, restarts++, name, allowTruncated)) return bits.Position;
                    untilRestart = restartInterval;
                }

                if (untilRestart != int.MaxValue) untilRestart--;
                var valid = interleaved ? DecodeMcu(ref bits, x, y) : DecodeBlock(ref bits, components[0], x, y);
                if (bits.Overrun)
                {
                    if (allowTruncated) return bits.Position;
                    throw new ImageFormatException(name, bits.Position, $"entropy-coded data for MCU {y * across + x + 1} of {down * across}",
                        bits.Position >= data.Length ? "the end of the file: it is truncated" : $"marker FF {data[Math.Min(bits.Position + 1, data.Length - 1)]:X2}");
                }

                if (valid) continue;
                if (allowTruncated && bits.AtEnd) return bits.Position;
                throw new ImageFormatException(name, bits.Position, $"a valid code in MCU {y * across + x + 1} of {down * across} (at or before this byte)", "damaged entropy-coded data");
            }

        return bits.Position;
    }

    private bool TryRestart(ref JpegBitReader bits, ReadOnlySpan<byte> data, int number, string? name, bool allowTruncated)
    {
        bits.MoveToMarker();
        var expected = 0xD0 + (number & 7);
        if (bits.Position >= data.Length)
        {
            if (allowTruncated) return false;
            throw new ImageFormatException(name, data.Length, $"restart marker FF {expected:X2}", "the end of the file: it is truncated");
        }

        if (data[bits.Position + 1] != expected)
            throw new ImageFormatException(name, bits.Position, $"restart marker FF {expected:X2}", $"marker FF {data[bits.Position + 1]:X2}");
        bits.SkipMarker();
        foreach (var c in components) c.Prediction = 0;
        endOfBandRun = 0;
        return true;
    }

    private bool DecodeMcu(ref JpegBitReader bits, int mcuX, int mcuY)
    {
        foreach (var c in components)
            for (var v = 0; v < c.Vertical; v++)
                for (var h = 0; h < c.Horizontal; h++)
                    if (!DecodeBlock(ref bits, c, mcuX * c.Horizontal + h, mcuY * c.Vertical + v))
                        return false;
        return true;
    }

    private bool DecodeBlock(ref JpegBitReader bits, JpegComponent c, int x, int y)
    {
        if (frame.Progressive)
        {
            var coefficients = c.Coefficients.AsSpan((y * c.AllocatedBlocksAcross + x) * 64, 64);
            if (first == 0) return high == 0 ? ProgressiveBlock.FirstDc(ref bits, c, coefficients, low) : ProgressiveBlock.RefineDc(ref bits, coefficients, low);
            return high == 0
                ? ProgressiveBlock.FirstAc(ref bits, c.Ac!, coefficients, first, last, low, ref endOfBandRun)
                : ProgressiveBlock.RefineAc(ref bits, c.Ac!, coefficients, first, last, low, ref endOfBandRun);
        }

        var end = SequentialBlock.Decode(ref bits, c, block);
        if (end < 0) return false;
        var samples = c.Samples.AsSpan(y * 8 * c.Stride + x * 8);
        if (end == 0)
        {
            InverseDct.TransformDc(block[0], c.Quantization![0], samples, c.Stride);
        }
        else
        {
            InverseDct.Transform(block, c.Quantization!, samples, c.Stride);
            block.AsSpan().Clear();
        }

        return true;
    }
}
