using System.Buffers.Binary;
using System.IO.Compression;

namespace MlNetCnn.Imaging.Png;

/// <summary>
/// Encodes pictures as PNG: 8 bits, grey, RGB or RGBA, not interlaced. Each row takes the filter whose output has the smallest
/// sum of absolute values (PNG, section 12.8); among equals the first.
/// </summary>
internal static class PngEncoder
{
    /// <summary>The file's bytes. The same picture gives the same bytes on the same .NET runtime.</summary>
    public static byte[] Encode(Image image)
    {
        using var file = new MemoryStream();
        file.Write(PngDecoder.Magic);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, image.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), image.Height);
        header[8] = 8;
        header[9] = (byte)(image.Channels switch { 1 => PngColour.Grey, 3 => PngColour.Rgb, _ => PngColour.Rgba });
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Deflate(image));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static ReadOnlySpan<byte> Deflate(Image image)
    {
        var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            var above = new byte[image.Width * image.Channels];
            var candidate = new byte[above.Length];
            var best = new byte[above.Length];
            for (var y = 0; y < image.Height; y++)
            {
                var row = image.Row(y);
                int chosen = 0;
                var smallest = long.MaxValue;
                for (var filter = 0; filter < PngFilter.Count; filter++)
                {
                    var sum = PngFilter.Apply(filter, row, above, candidate, image.Channels);
                    if (sum >= smallest) continue;
                    (chosen, smallest) = (filter, sum);
                    (best, candidate) = (candidate, best);
                }

                zlib.WriteByte((byte)chosen);
                zlib.Write(best);
                row.CopyTo(above);
            }
        }

        return compressed.GetBuffer().AsSpan(0, (int)compressed.Length);
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> contents)
    {
        var chunk = new byte[contents.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, contents.Length);
        type.CopyTo(chunk.AsSpan(4));
        contents.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(contents.Length + 8), Crc32.Of(chunk.AsSpan(4, contents.Length + 4)));
        file.Write(chunk);
    }
}
