using System.IO.Compression;

namespace MlNetCnn.Imaging.Png;

/// <summary>Decodes a PNG file (ISO/IEC 15948): all colour types and depths, interlaced or not. Ancillary chunks but tRNS and eXIf are passed over.</summary>
internal ref struct PngDecoder
{
    /// <summary>How every PNG file begins.</summary>
    public static ReadOnlySpan<byte> Magic => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Deflate makes at most 1032 bytes of one (258 of two bits); a file that claims more is damaged.</summary>
    private const int GreatestExpansion = 1032;

    private readonly DecodeOptions options;
    private readonly MemoryStream compressed = new();
    private ByteReader reader;
    private PngHeader? header;
    private byte[] palette = [], transparency = [];
    private ExifOrientation orientation = ExifOrientation.Normal;

    private PngDecoder(ReadOnlySpan<byte> data, string? name, DecodeOptions options)
    {
        reader = new ByteReader(data, name) { Position = Magic.Length };
        this.options = options;
    }

    /// <summary>Decodes the file's picture.</summary>
    public static Image Decode(ReadOnlySpan<byte> data, string? name, DecodeOptions options)
    {
        var decoder = new PngDecoder(data, name, options);
        while (decoder.ReadChunk(headerOnly: false)) { }
        return decoder.Inflate();
    }

    /// <summary>Reads up to the image data. An eXIf chunk behind it, which PNG allows, is not looked for.</summary>
    public static ImageInfo Identify(ReadOnlySpan<byte> data, string? name)
    {
        var decoder = new PngDecoder(data, name, DecodeOptions.Default with { MaxPixels = long.MaxValue });
        while (decoder.ReadChunk(headerOnly: true)) { }
        var header = decoder.header!;
        return new ImageInfo(ImageFormat.Png, header.Height, header.Width, PngPixels.ChannelsOf(header, decoder.transparency.Length > 0), decoder.orientation);
    }

    /// <summary>Reads a chunk; false behind the last one wanted.</summary>
    private bool ReadChunk(bool headerOnly)
    {
        var at = reader.Position;
        var length = reader.ReadUInt32("the length of a chunk; a whole file ends with IEND");
        var type = reader.Take(4, "the type of a chunk");
        var typeName = System.Text.Encoding.Latin1.GetString(type);
        if (headerOnly && type.SequenceEqual("IDAT"u8) && header is not null) return false;
        if (length > reader.Remaining - 4L) throw reader.Error(at, $"a {Printable(typeName)} chunk of {length} bytes and its checksum", $"the end of the file after {reader.Remaining}");
        var chunk = new ByteReader(reader.Data[..(reader.Position + (int)length)], reader.Name) { Position = reader.Position };
        var contents = reader.Take((int)length, "the contents of a chunk");
        var computed = Crc32.Of(reader.Data.Slice(at + 4, (int)length + 4));
        var stored = reader.ReadUInt32("the checksum of a chunk");
        if (stored != computed) throw reader.Error(reader.Position - 4, $"checksum {computed:X8} of the {Printable(typeName)} chunk", $"{stored:X8}: it is damaged");

        if ((header is null) != (typeName == "IHDR"))
            throw reader.Error(at + 4, header is null ? "an IHDR chunk first" : "one IHDR chunk", $"{(header is null ? "a" : "another")} {Printable(typeName)} chunk");
        if (typeName is "PLTE" or "tRNS" && compressed.Length > 0)
            throw reader.Error(at + 4, $"the {typeName} chunk before the image data", "it behind IDAT");
        switch (typeName)
        {
            case "IHDR":
                if (length != 13) throw reader.Error(at, "an IHDR chunk of 13 bytes", $"{length}");
                header = PngHeader.Read(ref chunk, options);
                break;
            case "PLTE":
                if (length == 0 || length % 3 != 0 || length > 768) throw reader.Error(at, "a palette of 1 to 256 entries of 3 bytes", $"{length} bytes");
                palette = contents.ToArray();
                break;
            case "tRNS":
                ReadTransparency(at, contents);
                break;
            case "eXIf":
                orientation = ExifReader.OrientationOfTiff(contents) ?? orientation;
                break;
            case "IDAT":
                compressed.Write(contents);
                break;
            case "IEND":
                return false;
            default:
                if ((type[0] & 0x20) == 0) throw reader.Error(at + 4, "a critical chunk that PNG defines", Printable(typeName));
                break;
        }

        return true;
    }

    private void ReadTransparency(int at, ReadOnlySpan<byte> contents)
    {
        var valid = header!.Colour switch
        {
            PngColour.Grey => contents.Length == 2,
            PngColour.Rgb => contents.Length == 6,
            PngColour.Palette => contents.Length > 0 && contents.Length <= palette.Length / 3,
            _ => false,
        };
        if (!valid) throw reader.Error(at, $"a tRNS chunk that fits colour type {(int)header.Colour} (a palette comes before it)", $"{contents.Length} bytes");
        transparency = contents.ToArray();
    }

    private readonly Image Inflate()
    {
        if (header is null || compressed.Length == 0)
            throw reader.Error(reader.Position, "image data (IDAT) before the end", "none");
        if (header.Colour == PngColour.Palette && palette.Length == 0)
            throw reader.Error(reader.Position, "a palette (PLTE) for colour type 3", "none");
        var passes = PngPass.Of(header);
        var (height, width) = (header.Height, header.Width);
        var raw = header.DataBytes;
        if (raw > compressed.Length * GreatestExpansion)
            throw reader.Error(reader.Position, $"at least {raw / GreatestExpansion} bytes of image data for {height}x{width} pixels", $"{compressed.Length}");

        var pixels = new PngPixels(header, palette, transparency);
        if (Math.Max((long)height * width * pixels.Channels, header.RowBytes(width) + 1) > Array.MaxLength)
            throw reader.Error(reader.Position, $"at most {Array.MaxLength} bytes in a picture", $"{height}x{width}x{pixels.Channels}");
        var image = new Image(height, width, pixels.Channels);
        var row = new byte[header.RowBytes(width) + 1];
        var above = new byte[row.Length];
        var converted = header.Interlaced ? new byte[width * pixels.Channels] : [];
        compressed.Position = 0;
        using var zlib = new ZLibStream(compressed, CompressionMode.Decompress, leaveOpen: true);
        foreach (var pass in passes)
        {
            var columns = pass.Columns(width);
            if (columns == 0) continue;
            var stored = (int)header.RowBytes(columns) + 1;
            Array.Clear(above);
            for (var y = pass.FirstRow; y < height; y += pass.RowStep)
            {
                ReadRow(zlib, row.AsSpan(0, stored), y);
                if (row[0] >= PngFilter.Count) throw reader.Error(reader.Position, $"a filter of 0 to 4 for row {y}", $"{row[0]}");
                PngFilter.Undo(row[0], row.AsSpan(1, stored - 1), above.AsSpan(1), header.FilterDistance);
                var target = header.Interlaced ? converted.AsSpan(0, columns * pixels.Channels) : image.Row(y);
                var missing = pixels.Convert(row.AsSpan(1, stored - 1), target);
                if (missing >= 0) throw reader.Error(reader.Position, $"palette indices below {palette.Length / 3} in row {y}", $"{missing}");
                if (header.Interlaced) Scatter(target, image.Row(y), pass, pixels.Channels);
                (row, above) = (above, row);
            }
        }

        return image;
    }

    private readonly void ReadRow(ZLibStream zlib, Span<byte> row, int y)
    {
        int read;
        try
        {
            read = zlib.ReadAtLeast(row, row.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            // IOException: zlib's other complaints, such as a preset dictionary. The stream below is memory.
            throw reader.Error(reader.Position, $"valid compressed data for row {y} of {header!.Height}", e.Message.TrimEnd('.'));
        }

        if (read < row.Length) throw reader.Error(reader.Position, $"compressed data for row {y} of {header!.Height}", "its end: the file is truncated");
    }

    private static void Scatter(ReadOnlySpan<byte> pixels, Span<byte> row, PngPass pass, int channels)
    {
        for (int i = 0, x = pass.FirstColumn; i < pixels.Length; i += channels, x += pass.ColumnStep)
            pixels.Slice(i, channels).CopyTo(row[(x * channels)..]);
    }

    private static string Printable(string type) => type.All(char.IsAsciiLetter) ? type : $"unnamed ({Convert.ToHexString(System.Text.Encoding.Latin1.GetBytes(type))})";
}
