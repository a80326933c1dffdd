using System.Buffers.Binary;

namespace MlNetCnn.Imaging;

/// <summary>Finds the orientation in an EXIF block: a TIFF header and directory (EXIF 2.32, section 4.5).</summary>
internal static class ExifReader
{
    private const int OrientationTag = 0x0112;
    private const int ShortType = 3;

    /// <summary>The orientation, or null when the block is no EXIF block, is damaged or has none: EXIF never makes a picture unreadable.</summary>
    /// <param name="segment">Contents of an APP1 segment.</param>
    public static ExifOrientation? Orientation(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return null;
        return OrientationOfTiff(segment[6..]);
    }

    /// <summary>The orientation in a bare TIFF block, as PNG's eXIf chunk holds it.</summary>
    public static ExifOrientation? OrientationOfTiff(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8) return null;
        var little = tiff[0] == 'I';
        if (!little && tiff[0] != 'M' || tiff[0] != tiff[1] || Short(tiff[2..], little) != 42) return null;
        var directory = Long(tiff[4..], little);
        if (directory > tiff.Length - 2) return null;
        var entries = tiff[((int)directory + 2)..];
        var count = Short(tiff[(int)directory..], little);
        for (var i = 0; i < count && entries.Length >= 12; i++, entries = entries[12..])
        {
            if (Short(entries, little) != OrientationTag) continue;
            var value = Short(entries[8..], little);
            return Short(entries[2..], little) == ShortType && value is >= 1 and <= 8 ? (ExifOrientation)value : null;
        }

        return null;
    }

    private static int Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
