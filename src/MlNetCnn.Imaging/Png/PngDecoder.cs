namespace MlNetCnn.Imaging.Png;

/// <summary>Placeholder until the next commit.</summary>
internal static class PngDecoder
{
    public static ReadOnlySpan<byte> Magic => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    public static Image Decode(ReadOnlySpan<byte> data, string? name, DecodeOptions options) => throw new ImageFormatException(name, 0, "a JPEG", "a PNG");

    public static ImageInfo Identify(ReadOnlySpan<byte> data, string? name) => throw new ImageFormatException(name, 0, "a JPEG", "a PNG");
}
