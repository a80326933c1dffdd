using MlNetCnn.Imaging.Jpeg;
using MlNetCnn.Imaging.Png;

namespace MlNetCnn.Imaging;

/// <summary>
/// Picture files in and out. The format is found by the file's first bytes. Files are taken as hostile: sizes are checked
/// before memory is allocated, and every defect ends in an <see cref="ImageFormatException"/>.
/// </summary>
public static class ImageFile
{
    /// <summary>
    /// Decodes a JPEG or PNG from memory, to the very bytes that Pillow with libjpeg-turbo's defaults gives (CMYK becomes RGB as by its
    /// <c>convert("RGB")</c>). EXIF orientation is not applied. Of PNG samples of 16 bits the high byte is kept.
    /// </summary>
    /// <remarks>
    /// JPEG: baseline, extended and progressive Huffman coding, 8 bits, any sampling factors that divide the largest. Arithmetic coding,
    /// lossless and hierarchical files, 12 bits and DNL markers are refused by name. Damaged data is an error, where libjpeg would only warn.
    /// </remarks>
    /// <param name="data">The file's bytes.</param>
    /// <param name="name">Name for error messages, usually the path.</param>
    /// <param name="options">Limits; <see cref="DecodeOptions.Default"/> when null.</param>
    /// <returns>1 channel for grey, 3 for colour, 4 for a PNG with transparency.</returns>
    /// <exception cref="ImageFormatException">Not a JPEG or PNG, damaged, too large, or of a kind that is not read.</exception>
    public static Image Decode(ReadOnlySpan<byte> data, string? name = null, DecodeOptions? options = null) => Sniff(data, name) switch
    {
        ImageFormat.Jpeg => JpegDecoder.Decode(data, name, options ?? DecodeOptions.Default),
        _ => PngDecoder.Decode(data, name, options ?? DecodeOptions.Default),
    };

    /// <summary>Reads and decodes a JPEG or PNG file, as <see cref="Decode"/>.</summary>
    /// <param name="path">Path of the file; error messages name it.</param>
    /// <param name="options">Limits; <see cref="DecodeOptions.Default"/> when null.</param>
    /// <exception cref="ImageFormatException">Not a JPEG or PNG, damaged, too large, or of a kind that is not read.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Image Load(string path, DecodeOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Decode(File.ReadAllBytes(path), path, options);
    }

    /// <summary>Reads format, size and orientation from a file's header without decoding pixels.</summary>
    /// <param name="data">The file's bytes; the header suffices.</param>
    /// <param name="name">Name for error messages, usually the path.</param>
    /// <exception cref="ImageFormatException">Not a JPEG or PNG, or a damaged header.</exception>
    public static ImageInfo Identify(ReadOnlySpan<byte> data, string? name = null) => Sniff(data, name) switch
    {
        ImageFormat.Jpeg => JpegDecoder.Identify(data, name),
        _ => PngDecoder.Identify(data, name),
    };

    /// <summary>Reads format, size and orientation from a file's header without decoding pixels.</summary>
    /// <param name="path">Path of the file; error messages name it.</param>
    /// <exception cref="ImageFormatException">Not a JPEG or PNG, or a damaged header.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImageInfo Identify(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Identify(File.ReadAllBytes(path), path);
    }

    /// <summary>
    /// Encodes a picture as PNG: 8 bits, grey, RGB or RGBA. Lossless; the same picture gives the same bytes on the same .NET runtime.
    /// </summary>
    /// <param name="image">The picture.</param>
    public static byte[] EncodePng(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return PngEncoder.Encode(image);
    }

    /// <summary>
    /// Writes a picture as a PNG file, replacing one that is there. The file is written beside its place and then renamed, so that
    /// the place holds the old file or the whole new one, whatever happens.
    /// </summary>
    /// <param name="image">The picture.</param>
    /// <param name="path">Path of the file; its folder exists.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePng(Image image, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, EncodePng(image));
    }

    /// <summary>
    /// Encodes a picture as baseline JPEG: 8 bits, grey or YCbCr, JFIF header, standard tables; the very bytes that Pillow with libjpeg-turbo gives for the same quality and subsampling.
    /// </summary>
    /// <param name="image">The picture, of one or three channels.</param>
    /// <param name="options">Quality and subsampling; <see cref="JpegOptions.Default"/> (75, 4:2:0) when null.</param>
    /// <exception cref="ArgumentException">A picture with alpha or of a side above 65,535, or options out of range.</exception>
    public static byte[] EncodeJpeg(Image image, JpegOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        return JpegEncoder.Encode(image, options ?? JpegOptions.Default);
    }

    /// <summary>
    /// Writes a picture as the file's name says: <c>.png</c> as <see cref="EncodePng"/>, <c>.jpg</c> and <c>.jpeg</c> as <see cref="EncodeJpeg"/>; replaced in one step as by
    /// <see cref="SavePng"/>.
    /// </summary>
    /// <param name="image">The picture; for JPEG of one or three channels.</param>
    /// <param name="path">Path of the file; its folder exists.</param>
    /// <param name="options">Of a JPEG: quality and subsampling; <see cref="JpegOptions.Default"/> (75, 4:2:0) when null.</param>
    /// <exception cref="ArgumentException">Another extension, or a picture or options that a JPEG cannot have.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(Image image, string path, JpegOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        WholeFile.Write(path, FormatOf(path) == ImageFormat.Png ? EncodePng(image) : EncodeJpeg(image, options));
    }

    private static ImageFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => ImageFormat.Png,
        ".JPG" or ".JPEG" => ImageFormat.Jpeg,
        _ => throw new ArgumentException($"The picture file {path} ends in '{Path.GetExtension(path)}'; written are .png, .jpg and .jpeg.", nameof(path)),
    };

    private static ImageFormat Sniff(ReadOnlySpan<byte> data, string? name)
    {
        if (data.StartsWith(JpegDecoder.Magic)) return ImageFormat.Jpeg;
        if (data.StartsWith(PngDecoder.Magic)) return ImageFormat.Png;
        throw new ImageFormatException(name, 0, "a JPEG (FF D8 FF) or PNG (89 50 4E 47 0D 0A 1A 0A) file", Describe(data));
    }

    private static string Describe(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty) return "an empty file";
        var bytes = string.Join(' ', Convert.ToHexString(data[..Math.Min(8, data.Length)]).Chunk(2).Select(pair => new string(pair)));
        if (data.StartsWith("GIF8"u8)) return $"{bytes} (a GIF; not read)";
        if (data.StartsWith("BM"u8)) return $"{bytes} (perhaps a BMP; not read)";
        if (data.StartsWith("RIFF"u8)) return $"{bytes} (a RIFF file, perhaps WebP; not read)";
        return bytes;
    }
}
