using System.Buffers;
using System.IO.Compression;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Formats;

namespace MlNetCnn.Persistence;

/// <summary>
/// Checks a model zip's entries against their checksums before ML.NET reads it: ML.NET does not look at them, and a damaged byte of its entry
/// <c>Schema</c> can make it wait for ever.
/// </summary>
internal static class ZipChecksums
{
    /// <summary>Checks every entry but the networks, which are archives with checksums of their own; leaves the stream at its start.</summary>
    /// <param name="stream">The zip.</param>
    /// <param name="path">Its name for messages.</param>
    /// <exception cref="ModelFormatException">An entry is damaged; the message names it.</exception>
    /// <exception cref="InvalidDataException">The stream is no zip, or an entry cannot be unpacked.</exception>
    public static void Verify(Stream stream, string path)
    {
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true))
            foreach (var entry in archive.Entries)
                if (!entry.FullName.EndsWith(".keras", StringComparison.OrdinalIgnoreCase))
                    Verify(entry, path);
        stream.Position = 0;
    }

    private static void Verify(ZipArchiveEntry entry, string path)
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
