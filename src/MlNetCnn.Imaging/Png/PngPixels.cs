using System.Buffers.Binary;

namespace MlNetCnn.Imaging.Png;

/// <summary>
/// Turns stored rows into pixels of 8 bits: fewer bits are scaled up to 0..255, of 16 bits the high byte stays, palette entries
/// are looked up, and a tRNS chunk or an alpha channel gives a fourth channel.
/// </summary>
internal sealed class PngPixels
{
    private readonly PngHeader header;
    private readonly byte[] palette;
    private readonly byte[] transparency;
    private readonly int[] transparentColour;

    /// <summary>A converter for one file.</summary>
    /// <param name="palette">Contents of PLTE, red, green and blue of each entry; empty for none.</param>
    /// <param name="transparency">Contents of tRNS; empty for none.</param>
    public PngPixels(PngHeader header, byte[] palette, byte[] transparency)
    {
        (this.header, this.palette, this.transparency) = (header, palette, transparency);
        transparentColour = [];
        if (transparency.Length > 0 && header.Colour is PngColour.Grey or PngColour.Rgb)
            transparentColour = [.. Enumerable.Range(0, transparency.Length / 2).Select(i => (int)BinaryPrimitives.ReadUInt16BigEndian(transparency.AsSpan(2 * i)))];
    }

    /// <summary>Channels of the picture: 1, 3 or 4.</summary>
    public int Channels => ChannelsOf(header, transparency.Length > 0);

    /// <summary>Channels of the picture that a header and the presence of tRNS lead to.</summary>
    public static int ChannelsOf(PngHeader header, bool transparency) => header.Colour switch
    {
        PngColour.GreyAlpha or PngColour.Rgba => 4,
        _ when transparency => 4,
        PngColour.Grey => 1,
        _ => 3,
    };

    /// <summary>Converts a stored row.</summary>
    /// <param name="row">The row, filter undone.</param>
    /// <param name="pixels">Room for its pixels; its length says how many.</param>
    /// <returns>-1, or the palette index that the palette does not have.</returns>
    public int Convert(ReadOnlySpan<byte> row, Span<byte> pixels)
    {
        var count = pixels.Length / Channels;
        switch (header.Colour)
        {
            case PngColour.Palette: return LookUp(row, pixels, count);
            case PngColour.Grey when transparentColour.Length == 0 && header.BitDepth < 8:
                for (var x = 0; x < count; x++) pixels[x] = Scale(Sample(row, x));
                return -1;
            case PngColour.Grey or PngColour.Rgb when transparentColour.Length > 0:
                ColourKey(row, pixels, count);
                return -1;
            case PngColour.GreyAlpha:
                var size = header.BitDepth / 8;
                for (int x = 0, i = 0, o = 0; x < count; x++, i += 2 * size, o += 4)
                {
                    pixels[o] = pixels[o + 1] = pixels[o + 2] = row[i];
                    pixels[o + 3] = row[i + size];
                }

                return -1;
            default:
                if (header.BitDepth == 8) row[..pixels.Length].CopyTo(pixels);
                else for (var i = 0; i < pixels.Length; i++) pixels[i] = row[2 * i];
                return -1;
        }
    }

    private int LookUp(ReadOnlySpan<byte> row, Span<byte> pixels, int count)
    {
        var channels = Channels;
        for (int x = 0, o = 0; x < count; x++, o += channels)
        {
            var index = Sample(row, x);
            if (3 * index >= palette.Length) return index;
            palette.AsSpan(3 * index, 3).CopyTo(pixels[o..]);
            if (channels == 4) pixels[o + 3] = index < transparency.Length ? transparency[index] : (byte)255;
        }

        return -1;
    }

    /// <summary>Grey or RGB where one colour is transparent; compared at the stored depth.</summary>
    private void ColourKey(ReadOnlySpan<byte> row, Span<byte> pixels, int count)
    {
        var samples = header.Samples;
        for (int x = 0, o = 0; x < count; x++, o += 4)
        {
            var match = true;
            for (var c = 0; c < 3; c++)
            {
                var sample = Sample(row, x * samples + c % samples);
                match &= sample == transparentColour[c % samples];
                pixels[o + c] = Scale(sample);
            }

            pixels[o + 3] = match ? (byte)0 : (byte)255;
        }
    }

    private int Sample(ReadOnlySpan<byte> row, int index) => header.BitDepth switch
    {
        16 => row[2 * index] << 8 | row[2 * index + 1],
        8 => row[index],
        var depth => row[index * depth / 8] >> (8 - depth - index * depth % 8) & ((1 << depth) - 1),
    };

    private byte Scale(int sample) => header.BitDepth switch
    {
        16 => (byte)(sample >> 8),
        8 => (byte)sample,
        var depth => (byte)(sample * 255 / ((1 << depth) - 1)),
    };
}
