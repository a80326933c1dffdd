namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Writes the bits of an entropy-coded segment, first bit first, a zero byte stuffed after every FF (T.81, F.1.2.3).</summary>
internal sealed class JpegBitWriter(Stream file)
{
    private uint waiting;
    private int count;

    /// <summary>Writes bits.</summary>
    /// <param name="bits">The bits, the last one lowest; none above them.</param>
    /// <param name="length">How many, 0 to 16.</param>
    public void Write(int bits, int length)
    {
        waiting = waiting << length | (uint)bits;
        count += length;
        while (count >= 8)
        {
            count -= 8;
            var value = (byte)(waiting >> count);
            file.WriteByte(value);
            if (value == 0xFF) file.WriteByte(0);
        }
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Flush() => Write((1 << (8 - count & 7)) - 1, 8 - count & 7);
}
