using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Formats;

namespace MlNetCnn.Persistence;

/// <summary>
/// Checks a model zip's entries, their sizes and their checksums, before ML.NET reads it: ML.NET looks at neither, unpacks whatever is there, and a damaged byte
/// of its entry <c>Schema</c> can make it wait for ever.
/// </summary>
internal static class ZipChecks
{
    /// <summary>Below this size an entry may be packed as tightly as deflate can.</summary>
    private const long SmallEntry = 256L << 20;

    /// <summary>How many times larger than in the zip a larger entry may be. Weights shrink by about a tenth.</summary>
    private const long LargestRatio = 100;

    /// <summary>Largest entry that can be loaded: what one array holds.</summary>
    private const long LargestEntry = 0x7FFFFFC7;

    /// <summary>Checks every entry; leaves the stream at its start.</summary>
    /// <param name="stream">The zip.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="ModelFormatException">An entry is damaged or too large; the message names it.</exception>
    /// <exception cref="InvalidDataException">The stream is no zip, or an entry cannot be unpacked.</exception>
    public static void Verify(Stream stream, string path)
    {
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
        {
            foreach (var entry in archive.Entries) VerifySize(entry, path);
            foreach (var entry in archive.Entries) VerifyContent(entry, path);
        }

        stream.Position = 0;
    }

    private static void VerifySize(ZipArchiveEntry entry, string path)
    {
        if (entry.Length > LargestEntry || (entry.Length > SmallEntry && entry.Length / LargestRatio > entry.CompressedLength))
            throw new ModelFormatException(string.Create(CultureInfo.InvariantCulture,
                $"it says that its {entry.CompressedLength:N0} bytes unpack to {entry.Length:N0}, which no model's do; it is refused."), path, entry.FullName);
    }

    private static void VerifyContent(ZipArchiveEntry entry, string path)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var content = entry.Open();
            uint checksum = 0;
            long length = 0;
            while (content.Read(buffer) is > 0 and var read)
            {
                checksum = Crc32.Of(buffer.AsSpan(0, read), checksum);
                length += read;
                if (length > entry.Length) break;
            }

            if (length != entry.Length || checksum != entry.Crc32)
                throw new ModelFormatException("it is damaged: its checksum is wrong. Copy or save the model again.", path, entry.FullName);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
