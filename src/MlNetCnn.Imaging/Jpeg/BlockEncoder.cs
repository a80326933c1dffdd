using System.Numerics;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Entropy coding of a component's blocks in a baseline scan (T.81, F.1.2); <see cref="SequentialBlock"/> reads it.</summary>
internal sealed class BlockEncoder(HuffmanCodes dc, HuffmanCodes ac)
{
    private int prediction;

    /// <summary>Writes one block.</summary>
    /// <param name="coefficients">64 quantized coefficients, natural order.</param>
    public void Write(JpegBitWriter bits, ReadOnlySpan<short> coefficients)
    {
        WriteValue(bits, dc, run: 0, coefficients[0] - prediction);
        prediction = coefficients[0];
        var run = 0;
        for (var k = 1; k < 64; k++)
        {
            var value = coefficients[Zigzag.NaturalOrder[k]];
            if (value == 0)
            {
                run++;
                continue;
            }

            // Runs of 16 zeros have a symbol of their own.
            for (; run > 15; run -= 16) ac.Write(bits, 0xF0);
            WriteValue(bits, ac, run, value);
            run = 0;
        }

        if (run > 0) ac.Write(bits, 0);
    }

    /// <summary>The code of run and size, then the value's lowest bits (of a negative one, those of the value less 1).</summary>
    private static void WriteValue(JpegBitWriter bits, HuffmanCodes codes, int run, int value)
    {
        var size = 32 - BitOperations.LeadingZeroCount((uint)Math.Abs(value));
        codes.Write(bits, run << 4 | size);
        bits.Write((value < 0 ? value - 1 : value) & ((1 << size) - 1), size);
    }
}
