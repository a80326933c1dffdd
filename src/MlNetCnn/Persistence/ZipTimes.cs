using System.Buffers.Binary;

namespace MlNetCnn.Persistence;

/// <summary>
/// The times of a zip's entries. ML.NET writes the time of day into every entry, so that the same model saved twice makes two different files; here they
/// become one fixed time. Nothing else of the file changes. (Places: PKWARE's APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.)
/// </summary>
internal static class ZipTimes
{
    private const uint LocalHeader = 0x04034B50, DirectoryHeader = 0x02014B50, DirectoryEnd = 0x06054B50;
    private const int LocalTime = 10, DirectoryTime = 12, DirectoryHeaderLength = 46, EndLength = 22;

    /// <summary>1980-01-01 00:00, the first time that a zip can hold, as MS-DOS writes time and date.</summary>
    private static ReadOnlySpan<byte> FirstTime => [0, 0, 0x21, 0];

    /// <summary>Sets the time of every entry. A file in a form that the model's writer does not make (zip64, a comment) is left as it is.</summary>
    /// <param name="zip">The whole file; readable, writable and seekable.</param>
    public static void Clear(Stream zip)
    {
        if (zip.Length < EndLength) return;
        var end = Read(zip, zip.Length - EndLength, EndLength);
        var (count, size, start) = (UInt16(end, 10), UInt32(end, 12), UInt32(end, 16));
        if (UInt32(end, 0) != DirectoryEnd || count == ushort.MaxValue || size + (long)start > zip.Length - EndLength) return;
        var directory = Read(zip, start, (int)size);
        for (int entry = 0, at = 0; entry < count; entry++)
        {
            if (at + DirectoryHeaderLength > directory.Length || UInt32(directory, at) != DirectoryHeader) return;
            var local = UInt32(directory, at + 42);
            if (UInt32(Read(zip, local, 4), 0) != LocalHeader) return;
            Write(zip, local + LocalTime);
            Write(zip, start + at + DirectoryTime);
            at += DirectoryHeaderLength + UInt16(directory, at + 28) + UInt16(directory, at + 30) + UInt16(directory, at + 32);
        }

        zip.Position = zip.Length;
    }

    private static byte[] Read(Stream zip, long position, int length)
    {
        zip.Position = position;
        var bytes = new byte[length];
        zip.ReadExactly(bytes);
        return bytes;
    }

    private static void Write(Stream zip, long position)
    {
        zip.Position = position;
        zip.Write(FirstTime);
    }

    private static int UInt16(byte[] bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at));

    private static uint UInt32(byte[] bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
}
