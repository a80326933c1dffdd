namespace MlNetCnn.Imaging.Jpeg;

/// <summary>Encodes pictures as baseline JPEG with the bytes of libjpeg(-turbo) by its defaults: JFIF header, annex K tables, one interleaved scan.</summary>
internal sealed class JpegEncoder
{
    private const int LargestSide = 65535;

    private readonly MemoryStream file = new();
    private readonly Image image;
    private readonly JpegPlane[] planes;
    private readonly byte[][] tables;
    private readonly int down, across;

    private JpegEncoder(Image image, JpegOptions options)
    {
        this.image = image;
        if (image.Channels == 1)
        {
            (down, across) = (1, 1);
            planes = [new JpegPlane(image.Pixels.ToArray(), image.Height, image.Width, 1, 1)];
            tables = [StandardTables.Scale(StandardTables.Luminance, options.Quality)];
            return;
        }

        (down, across) = options.Subsampling switch
        {
            ChromaSubsampling.Ratio420 => (2, 2),
            ChromaSubsampling.Ratio422 => (1, 2),
            _ => (1, 1),
        };
        var (y, cb, cr) = ForwardColour.Planes(image);
        planes =
        [
            new JpegPlane(y, image.Height, image.Width, 1, 1),
            new JpegPlane(cb, image.Height, image.Width, down, across),
            new JpegPlane(cr, image.Height, image.Width, down, across),
        ];
        tables = [StandardTables.Scale(StandardTables.Luminance, options.Quality), StandardTables.Scale(StandardTables.Chrominance, options.Quality)];
    }

    /// <summary>The file's bytes.</summary>
    /// <exception cref="ArgumentException">Four channels, a side above 65,535, or options out of range.</exception>
    public static byte[] Encode(Image image, JpegOptions options)
    {
        options.Validate();
        if (image.Channels == 4) throw new ArgumentException($"A JPEG has no transparency; this picture is {image} (ToRgb() drops its alpha).", nameof(image));
        if (image.Height > LargestSide || image.Width > LargestSide)
            throw new ArgumentException($"A JPEG is at most {LargestSide} pixels wide and high; this picture is {image} (Resize() makes it smaller).", nameof(image));
        var encoder = new JpegEncoder(image, options);
        encoder.WriteHeaders();
        encoder.WriteScan();
        return encoder.file.ToArray();
    }

    private void WriteHeaders()
    {
        file.Write([0xFF, 0xD8]);
        WriteSegment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        for (var t = 0; t < tables.Length; t++)
        {
            var definition = new byte[65];
            definition[0] = (byte)t;
            for (var k = 0; k < 64; k++) definition[k + 1] = tables[t][Zigzag.NaturalOrder[k]];
            WriteSegment(0xDB, definition);
        }

        var frame = new List<byte> { 8, (byte)(image.Height >> 8), (byte)image.Height, (byte)(image.Width >> 8), (byte)image.Width, (byte)planes.Length };
        for (var c = 0; c < planes.Length; c++) frame.AddRange([(byte)(c + 1), (byte)(c == 0 ? across << 4 | down : 0x11), Table(c)]);
        WriteSegment(0xC0, [.. frame]);
        for (var t = 0; t < tables.Length; t++)
        {
            WriteSegment(0xC4, [(byte)t, .. (t == 0 ? StandardTables.LuminanceDc : StandardTables.ChrominanceDc).Definition]);
            WriteSegment(0xC4, [(byte)(t | 0x10), .. (t == 0 ? StandardTables.LuminanceAc : StandardTables.ChrominanceAc).Definition]);
        }

        var scan = new List<byte> { (byte)planes.Length };
        for (var c = 0; c < planes.Length; c++) scan.AddRange([(byte)(c + 1), (byte)(Table(c) * 0x11)]);
        WriteSegment(0xDA, [.. scan, 0, 63, 0]);
    }

    private void WriteSegment(byte marker, ReadOnlySpan<byte> contents)
    {
        file.Write([0xFF, marker, (byte)((contents.Length + 2) >> 8), (byte)(contents.Length + 2)]);
        file.Write(contents);
    }

    private void WriteScan()
    {
        var bits = new JpegBitWriter(file);
        var encoders = planes.Select((_, c) => c == 0
            ? new BlockEncoder(StandardTables.LuminanceDc, StandardTables.LuminanceAc)
            : new BlockEncoder(StandardTables.ChrominanceDc, StandardTables.ChrominanceAc)).ToArray();
        Span<short> coefficients = stackalloc short[64];
        for (var y = 0; y * 8 * down < image.Height; y++)
            for (var x = 0; x * 8 * across < image.Width; x++)
                for (var c = 0; c < planes.Length; c++)
                    WriteComponent(bits, encoders[c], c, y, x, coefficients);
        bits.Flush();
        file.Write([0xFF, 0xD9]);
    }

    /// <summary>The blocks of one component in one MCU. Those beyond the edge repeat the DC coefficient of the block before, which costs least.</summary>
    private void WriteComponent(JpegBitWriter bits, BlockEncoder encoder, int c, int mcuY, int mcuX, Span<short> coefficients)
    {
        var (blocksDown, blocksAcross) = c == 0 ? (down, across) : (1, 1);
        for (var y = mcuY * blocksDown; y < (mcuY + 1) * blocksDown; y++)
            for (var x = mcuX * blocksAcross; x < (mcuX + 1) * blocksAcross; x++)
            {
                if (y < planes[c].BlocksDown && x < planes[c].BlocksAcross) planes[c].Transform(y, x, tables[Table(c)], coefficients);
                else coefficients[1..].Clear();
                encoder.Write(bits, coefficients);
            }
    }

    private static byte Table(int component) => (byte)(component == 0 ? 0 : 1);
}
