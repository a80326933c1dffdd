namespace MlNetCnn.Imaging.Png;

/// <summary>The IHDR chunk (PNG, section 11.2.2) and what it means for the image data.</summary>
internal sealed record PngHeader(int Height, int Width, int BitDepth, PngColour Colour, bool Interlaced)
{
    /// <summary>Samples of a pixel as stored.</summary>
    public int Samples => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    /// <summary>Bits of a pixel as stored.</summary>
    public int BitsPerPixel => BitDepth * Samples;

    /// <summary>Distance in bytes to the pixel on the left that filters look at; at least 1.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>Bytes of a row of so many pixels, without its filter byte.</summary>
    public long RowBytes(int pixels) => ((long)pixels * BitsPerPixel + 7) / 8;

    /// <summary>Bytes of the whole image data once inflated: all rows of all passes with their filter bytes.</summary>
    public long DataBytes => PngPass.Of(this).Where(p => p.Columns(Width) > 0).Sum(p => p.Rows(Height) * (1 + RowBytes(p.Columns(Width))));

    /// <summary>Reads the chunk's contents.</summary>
    public static PngHeader Read(ref ByteReader chunk, DecodeOptions options)
    {
        var at = chunk.Position;
        uint width = chunk.ReadUInt32("the width"), height = chunk.ReadUInt32("the height");
        if (width is 0 or > int.MaxValue) throw chunk.Error(at, "a width of 1 to 2147483647", $"{width}");
        if (height is 0 or > int.MaxValue) throw chunk.Error(at + 4, "a height of 1 to 2147483647", $"{height}");
        if ((long)height * width > options.MaxPixels)
            throw chunk.Error(at, $"at most {options.MaxPixels} pixels (DecodeOptions.MaxPixels)", $"{height}x{width} = {(long)height * width}");
        int depth = chunk.ReadByte("the bit depth"), colour = chunk.ReadByte("the colour type");
        var valid = (PngColour)colour switch
        {
            PngColour.Grey => depth is 1 or 2 or 4 or 8 or 16,
            PngColour.Palette => depth is 1 or 2 or 4 or 8,
            PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba => depth is 8 or 16,
            _ => false,
        };
        if (!valid) throw chunk.Error(at + 8, "a bit depth and colour type that PNG allows together", $"depth {depth}, colour type {colour}");
        int compression = chunk.ReadByte("the compression method"), filter = chunk.ReadByte("the filter method"), interlace = chunk.ReadByte("the interlace method");
        if (compression != 0 || filter != 0 || interlace > 1)
            throw chunk.Error(at + 10, "compression 0, filter 0, interlace 0 or 1", $"{compression}, {filter}, {interlace}");
        return new PngHeader((int)height, (int)width, depth, (PngColour)colour, interlace == 1);
    }
}
