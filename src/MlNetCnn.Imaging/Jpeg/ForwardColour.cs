namespace MlNetCnn.Imaging.Jpeg;

/// <summary>RGB to YCbCr (JFIF 1.02, that is ITU-R BT.601 over all 256 levels) in libjpeg's fixed point of 16 bits.</summary>
internal static class ForwardColour
{
    private const int Half = 1 << 15;

    // Halves of the colour differences go down, so that 127.5 + 128 still is a byte.
    private const int Centre = (128 << 16) + Half - 1;

    /// <summary>The three planes of an RGB picture, at its size.</summary>
    public static (byte[] Y, byte[] Cb, byte[] Cr) Planes(Image image)
    {
        ReadOnlySpan<byte> pixels = image.Pixels;
        var count = image.Height * image.Width;
        var (y, cb, cr) = (new byte[count], new byte[count], new byte[count]);
        for (int i = 0, p = 0; i < count; i++, p += 3)
        {
            int r = pixels[p], g = pixels[p + 1], b = pixels[p + 2];
            y[i] = (byte)((19595 * r + 38470 * g + 7471 * b + Half) >> 16);
            cb[i] = (byte)((-11059 * r - 21709 * g + 32768 * b + Centre) >> 16);
            cr[i] = (byte)((32768 * r - 27439 * g - 5329 * b + Centre) >> 16);
        }

        return (y, cb, cr);
    }
}
