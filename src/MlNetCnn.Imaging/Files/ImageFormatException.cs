using System.Globalization;

namespace MlNetCnn.Imaging;

/// <summary>
/// The one exception of the decoders: a file is not a picture, is damaged, or uses a feature that is not read. It names
/// the file (where known), the byte, what was expected and what was seen.
/// </summary>
public sealed class ImageFormatException : FormatException
{
    /// <summary>An error at a byte of a file.</summary>
    /// <param name="fileName">Name of the file, or null when the bytes came without one.</param>
    /// <param name="offset">Offset of the byte in the file.</param>
    /// <param name="expected">What a valid file would have there.</param>
    /// <param name="seen">What the file has there.</param>
    public ImageFormatException(string? fileName, long offset, string expected, string seen)
        : base(string.Create(CultureInfo.InvariantCulture, $"{fileName ?? "image data"}: byte {offset}: expected {expected}; found {seen}.")) =>
        (FileName, Offset, Expected, Seen) = (fileName, offset, expected, seen);

    /// <summary>Name of the file, or null when the bytes came without one.</summary>
    public string? FileName { get; }

    /// <summary>Offset of the byte where the error was noticed.</summary>
    public long Offset { get; }

    /// <summary>What a valid file would have there.</summary>
    public string Expected { get; }

    /// <summary>What the file has there.</summary>
    public string Seen { get; }
}
