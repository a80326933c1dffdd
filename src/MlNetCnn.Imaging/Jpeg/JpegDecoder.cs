using System.Buffers;

namespace MlNetCnn.Imaging.Jpeg;

/// <summary>
/// Decodes a JPEG file (ITU-T T.81 with JFIF, EXIF and Adobe's conventions): baseline, extended and progressive Huffman, 8 bits.
/// The pixels equal those of libjpeg-turbo 2.1.5 with its defaults, and so Pillow's, but for progressive files that never bring the
/// last bits of their low frequencies: there libjpeg smooths between blocks, and this decoder does not. It is stricter, too:
/// damaged data is an error, where libjpeg warns and goes on.
/// </summary>
internal ref struct JpegDecoder
{
    /// <summary>How every JPEG file begins.</summary>
    public static ReadOnlySpan<byte> Magic => [0xFF, 0xD8, 0xFF];

    /// <summary>More scans than any encoder makes; each may cost a walk over the whole picture.</summary>
    private const int MaxScans = 256;

    private readonly DecodeOptions options;
    private readonly short[]?[] quantization = new short[4][];
    private readonly HuffmanTable?[] dcTables = new HuffmanTable[4], acTables = new HuffmanTable[4];
    private ByteReader reader;
    private JpegFrame? frame;
    private bool jfif;
    private int adobeTransform = -1;
    private int restartInterval;
    private int scans;
    private ExifOrientation orientation = ExifOrientation.Normal;

    /// <summary>Whether a file that ends now is shown as far as it came.</summary>
    private readonly bool MayEndHere => options.AllowTruncated && scans > 0;

    private JpegDecoder(ReadOnlySpan<byte> data, string? name, DecodeOptions options)
    {
        reader = new ByteReader(data, name) { Position = 2 };
        this.options = options;
    }

    /// <summary>Decodes the file's picture.</summary>
    public static Image Decode(ReadOnlySpan<byte> data, string? name, DecodeOptions options)
    {
        var decoder = new JpegDecoder(data, name, options);
        decoder.ReadToEnd();
        var frame = decoder.frame!;
        var image = JpegPainter.Paint(frame, decoder.FindColourSpace());
        foreach (var component in frame.Components) ArrayPool<byte>.Shared.Return(component.Samples);
        return image;
    }

    /// <summary>Reads up to the frame header.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> data, string? name)
    {
        var decoder = new JpegDecoder(data, name, DecodeOptions.Default with { MaxPixels = long.MaxValue });
        while (decoder.frame is null)
            if (!decoder.ReadSegment(headerOnly: true))
                throw decoder.reader.Error(decoder.reader.Position, "a frame header (SOF0, SOF1 or SOF2)", "the end of the picture");
        var frame = decoder.frame;
        return new ImageInfo(ImageFormat.Jpeg, frame.Height, frame.Width, frame.Components.Length == 1 ? 1 : 3, decoder.orientation);
    }

    private void ReadToEnd()
    {
        while (ReadSegment(headerOnly: false)) { }
        if (frame is null || scans == 0)
            throw reader.Error(reader.Position, "a frame header and a scan before the end of the picture", frame is null ? "no frame header" : "no scan");
        foreach (var component in frame.Components)
            if (component.Quantization is null && !options.AllowTruncated)
                throw reader.Error(reader.Position, $"a scan of component {component.Id}", "the end of the picture");
    }

    /// <summary>Reads one marker segment, and the scan behind an SOS; false at the end of the image.</summary>
    private bool ReadSegment(bool headerOnly)
    {
        if (!TryFindMarker(out var at, out var marker)) return false;
        switch (marker)
        {
            case 0xD9: return false;                                     // EOI
            case 0x01 or (>= 0xD0 and <= 0xD7): return true;             // TEM, or a stray RSTn: without a segment
            case 0xD8: throw reader.Error(at, "one SOI marker, at the start", "another SOI marker (FF D8)");
        }

        var length = reader.Remaining < 2 ? 2 : reader.Data[at + 2] << 8 | reader.Data[at + 3];
        if (length < 2) throw reader.Error(at + 2, "a segment length of at least 2", $"{length}");
        if (reader.Remaining < length)
        {
            if (MayEndHere) return false;
            throw reader.Error(at, $"a whole segment FF {marker:X2} of at least {length} bytes", $"the end of the file after {reader.Remaining}: it is truncated");
        }

        var segment = new ByteReader(reader.Data[..(at + 2 + length)], reader.Name) { Position = at + 4 };
        reader.Position = at + 2 + length;
        switch (marker)
        {
            case 0xC4: ReadHuffmanTables(ref segment); break;
            case 0xDB: ReadQuantizationTables(ref segment); break;
            case 0xC0 or 0xC1 or 0xC2: ReadFrame(ref segment, at, marker); break;
            case 0xDA when !headerOnly: ReadScan(ref segment, at); break;
            case 0xDD: restartInterval = segment.ReadUInt16("the restart interval"); break;
            case 0xDC: throw reader.Error(at, "a picture whose height is in its frame header", "a DNL marker (FF DC); not supported");
            case 0xE0: jfif |= segment.Data[segment.Position..].StartsWith("JFIF\0"u8); break;
            case 0xE1: orientation = ExifReader.Orientation(segment.Data[segment.Position..]) ?? orientation; break;
            case 0xEE when segment.Remaining >= 12 && segment.Data[segment.Position..].StartsWith("Adobe"u8):
                adobeTransform = segment.Data[segment.Position + 11];
                break;
            case 0xC3 or (>= 0xC5 and <= 0xCF):
                throw reader.Error(at, "a Huffman-coded baseline, extended or progressive JPEG", $"{UnsupportedProcess(marker)} (FF {marker:X2}); not supported");
        }

        return true;
    }

    private static string UnsupportedProcess(int marker) => marker switch
    {
        0xC3 => "a lossless JPEG",
        0xC5 or 0xC6 or 0xC7 => "a hierarchical (differential) JPEG",
        0xC8 => "the reserved JPG extension",
        0xCC => "an arithmetic conditioning table",
        0xCB => "a lossless arithmetic-coded JPEG",
        0xC9 or 0xCA => "an arithmetic-coded JPEG",
        _ => "a hierarchical arithmetic-coded JPEG",
    };

    /// <summary>Finds the next marker, skipping whatever comes before it, as libjpeg does. Throws at the end of the file unless truncation is allowed.</summary>
    private bool TryFindMarker(out int at, out int marker)
    {
        var bits = new JpegBitReader(reader.Data, reader.Position);
        bits.MoveToMarker();
        at = bits.Position;
        marker = 0;
        if (at >= reader.Data.Length)
        {
            if (MayEndHere) return false;
            throw reader.Error(reader.Data.Length, "a marker; a whole file ends with EOI (FF D9)", "the end of the file: it is truncated");
        }

        marker = reader.Data[at + 1];
        reader.Position = at + 2;
        return true;
    }

    private readonly void ReadQuantizationTables(ref ByteReader segment)
    {
        while (segment.Remaining > 0)
        {
            var at = segment.Position;
            int head = segment.ReadByte("a quantization table's number"), precision = head >> 4, index = head & 15;
            if (precision > 1 || index > 3) throw segment.Error(at, "a quantization table of 8 or 16 bits, numbered 0 to 3", $"byte {head:X2}");
            var table = new short[64];
            for (var k = 0; k < 64; k++)
                table[Zigzag.NaturalOrder[k]] = (short)(precision == 0 ? segment.ReadByte("a quantization value") : segment.ReadUInt16("a quantization value"));
            quantization[index] = table;
        }
    }

    private readonly void ReadHuffmanTables(ref ByteReader segment)
    {
        while (segment.Remaining > 0)
        {
            var at = segment.Position;
            int head = segment.ReadByte("a Huffman table's class and number"), kind = head >> 4, index = head & 15;
            if (kind > 1 || index > 3) throw segment.Error(at, "a DC or AC Huffman table numbered 0 to 3", $"byte {head:X2}");
            var counts = segment.Take(16, "the code counts of a Huffman table");
            var total = 0;
            foreach (var count in counts) total += count;
            if (total > 256) throw segment.Error(at + 1, "at most 256 codes in a Huffman table", $"{total}");
            var table = HuffmanTable.Create(counts, segment.Take(total, "the symbols of a Huffman table"));
            (kind == 0 ? dcTables : acTables)[index] = table ?? throw segment.Error(at + 1, "code counts that make a prefix code", "more codes than fit their lengths");
        }
    }

    private void ReadFrame(ref ByteReader segment, int at, int marker)
    {
        if (frame is not null) throw reader.Error(at, "one frame header", "a second one");
        var precision = segment.ReadByte("the sample precision");
        if (precision != 8) throw segment.Error(segment.Position - 1, "8 bits a sample", $"{precision}");
        var height = segment.ReadUInt16("the height");
        if (height == 0) throw segment.Error(segment.Position - 2, "a height of at least 1", "0 (a height to follow in a DNL marker is not supported)");
        var width = segment.ReadUInt16("the width");
        if (width == 0) throw segment.Error(segment.Position - 2, "a width of at least 1", "0");
        if ((long)height * width > options.MaxPixels)
            throw segment.Error(segment.Position - 4, $"at most {options.MaxPixels} pixels (DecodeOptions.MaxPixels)", $"{height}x{width} = {(long)height * width}");
        var count = segment.ReadByte("the number of components");
        if (count is not (1 or 3 or 4)) throw segment.Error(segment.Position - 1, "1, 3 or 4 components", $"{count}");
        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
        {
            int id = segment.ReadByte("a component's identifier"), sampling = segment.ReadByte("sampling factors"), table = segment.ReadByte("a quantization table's number");
            int horizontal = sampling >> 4, vertical = sampling & 15;
            if (horizontal is < 1 or > 4 || vertical is < 1 or > 4) throw segment.Error(segment.Position - 2, "sampling factors of 1 to 4", $"{horizontal}x{vertical}");
            if (table > 3) throw segment.Error(segment.Position - 1, "a quantization table numbered 0 to 3", $"{table}");
            for (var j = 0; j < i; j++)
                if (components[j].Id == id) throw segment.Error(segment.Position - 3, "components with different identifiers", $"{id} twice");
            components[i] = new JpegComponent(id, horizontal, vertical, table);
        }

        frame = new JpegFrame(height, width, progressive: marker == 0xC2, components);
        foreach (var c in components)
            if (frame.MaxHorizontal % c.Horizontal != 0 || frame.MaxVertical % c.Vertical != 0)
                throw reader.Error(at, "sampling factors that divide the largest one", $"{c.Horizontal}x{c.Vertical} beside {frame.MaxHorizontal}x{frame.MaxVertical}; not supported");
        frame.LayOut();
    }

    private void ReadScan(ref ByteReader segment, int at)
    {
        if (frame is null) throw reader.Error(at, "a frame header before the first scan", "a scan");
        if (++scans > MaxScans) throw reader.Error(at, $"at most {MaxScans} scans", "another one");
        if (scans == 1) Allocate(at);
        var count = segment.ReadByte("the number of components in a scan");
        if (count is < 1 or > 4) throw segment.Error(segment.Position - 1, "1 to 4 components in a scan", $"{count}");
        var components = new JpegComponent[count];
        for (var i = 0; i < count; i++)
        {
            int id = segment.ReadByte("a component's identifier"), tables = segment.ReadByte("Huffman table numbers");
            components[i] = Array.Find(frame.Components, c => c.Id == id)
                ?? throw segment.Error(segment.Position - 2, "a component of the frame", $"component {id}");
            if (Array.IndexOf(components, components[i]) < i) throw segment.Error(segment.Position - 2, "each component once in a scan", $"component {id} twice");
            if ((tables >> 4) > 3 || (tables & 15) > 3) throw segment.Error(segment.Position - 1, "Huffman tables numbered 0 to 3", $"{tables >> 4} and {tables & 15}");
            components[i].Dc = dcTables[tables >> 4];
            components[i].Ac = acTables[tables & 15];
            components[i].Prediction = 0;
        }

        if (count > 1 && components.Sum(c => c.Horizontal * c.Vertical) > 10)
            throw segment.Error(segment.Position, "at most 10 blocks in an MCU", $"{components.Sum(c => c.Horizontal * c.Vertical)}");
        int first = segment.ReadByte("the start of the spectral band"), last = segment.ReadByte("its end"), approximation = segment.ReadByte("the bit positions");
        var scan = new JpegScan(frame, components, restartInterval, first, last, approximation >> 4, approximation & 15);
        scan.Validate(reader.Name, at);
        foreach (var c in components)
            c.Quantization ??= quantization[c.QuantizationIndex]
                ?? throw reader.Error(at, $"a quantization table {c.QuantizationIndex} before the scan of component {c.Id}", "none");
        reader.Position = scan.Decode(reader.Data, reader.Position, reader.Name, options.AllowTruncated);
    }

    /// <summary>
    /// Allocates the planes, if the rest of the file is long enough for one bit a block (two in a sequential frame: a code for DC, one for AC).
    /// The samples are not cleared: each that the picture shows is written by the scans, or by the fill where scans may end early.
    /// </summary>
    private readonly void Allocate(int at)
    {
        var bits = 8L * (reader.Data.Length - at);
        var needed = frame!.Progressive ? frame.Blocks : 2 * frame.Blocks;
        if (bits < needed && !options.AllowTruncated)
            throw reader.Error(at, $"at least {needed / 8} bytes of scans for {frame.Height}x{frame.Width} pixels", $"{bits / 8}");
        var channels = frame.Components.Length == 1 ? 1 : 3;
        foreach (var c in frame.Components)
        {
            var samples = 64L * c.AllocatedBlocksAcross * c.AllocatedBlocksDown;
            if (Math.Max(samples, (long)frame.Height * frame.Width * channels) > Array.MaxLength)
                throw reader.Error(at, $"at most {Array.MaxLength} bytes in a picture", $"{frame.Height}x{frame.Width}x{channels}");
            c.Samples = ArrayPool<byte>.Shared.Rent((int)samples);
            if (options.AllowTruncated) c.Samples.AsSpan().Fill(128);
            if (frame.Progressive) c.Coefficients = new short[samples];
        }
    }

    /// <summary>Which colours the components are, by libjpeg's rules.</summary>
    private readonly JpegColourSpace FindColourSpace()
    {
        var c = frame!.Components;
        if (c.Length == 1) return JpegColourSpace.Grey;
        if (c.Length == 4) return adobeTransform is -1 or 0 ? JpegColourSpace.Cmyk : JpegColourSpace.Ycck;
        if (jfif) return JpegColourSpace.YCbCr;
        if (adobeTransform >= 0) return adobeTransform == 0 ? JpegColourSpace.Rgb : JpegColourSpace.YCbCr;
        return c[0].Id == 'R' && c[1].Id == 'G' && c[2].Id == 'B' ? JpegColourSpace.Rgb : JpegColourSpace.YCbCr;
    }
}
