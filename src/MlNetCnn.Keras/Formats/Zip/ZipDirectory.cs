using System.Buffers.Binary;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// Where the directory of a zip archive is, from the record at the archive's end (PKWARE's APPNOTE 6.3, sections 4.3.14 to 4.3.16). The archive is all
/// there is to the file: nothing before the first member, nothing behind the end.
/// </summary>
/// <param name="Count">Number of members.</param>
/// <param name="Start">First byte of the directory.</param>
/// <param name="Size">Bytes of the directory.</param>
internal readonly record struct ZipDirectory(long Count, long Start, long Size)
{
    private const int EndSize = 22;
    private const int LocatorSize = 20;
    private const int End64Size = 56;

    /// <summary>Finds the directory.</summary>
    public static ZipDirectory Find(ZipSource source)
    {
        var at = FindEnd(source);
        var fields = source.Fields(at, EndSize, "the end of the archive");
        fields.Signature(0x06054B50);
        int disk = fields.U16(), directoryDisk = fields.U16(), countHere = fields.U16();
        long count = fields.U16(), size = fields.U32(), start = fields.U32();
        var end = at;
        if (Is64(source, at) || count == 0xFFFF || size == 0xFFFFFFFF || start == 0xFFFFFFFF) (count, start, size, end) = Read64(source, at, count, start, size);
        else if (countHere != count) throw source.Fail(at, $"the archive has {countHere} of {count} members: archives in several parts are not read");
        if (disk is not (0 or 0xFFFF) || directoryDisk is not (0 or 0xFFFF)) throw source.Fail(at, "archives in several parts are not read");
        if (start > end || size != end - start) throw source.Fail(at, $"the directory of {size} bytes at {start} should end at {end}, where the archive's end begins");
        return new ZipDirectory(count, start, size);
    }

    /// <summary>The end is 22 bytes and a comment of up to 65,535; the length of the comment must be what is left of the file.</summary>
    private static long FindEnd(ZipSource source)
    {
        var length = (int)Math.Min(source.Length, EndSize + 0xFFFF);
        var first = source.Length - length;
        var tail = source.Bytes(first, length, "the end of the archive");
        for (var at = length - EndSize; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != 0x06054B50) continue;
            if (BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == length - at - EndSize) return first + at;
        }

        throw source.Fail(first, "the end of a zip archive was not found: the file is truncated, or something was appended to it");
    }

    private static bool Is64(ZipSource source, long end) =>
        end >= LocatorSize && BinaryPrimitives.ReadUInt32LittleEndian(source.Bytes(end - LocatorSize, 4, "the end of the archive")) == 0x07064B50;

    private static (long Count, long Start, long Size, long End) Read64(ZipSource source, long end, long count, long start, long size)
    {
        if (end < LocatorSize) throw source.Fail(end, "the archive should have a zip64 end, and there is no room for one");
        var locator = source.Fields(end - LocatorSize, LocatorSize, "the zip64 locator");
        locator.Signature(0x07064B50);
        if (locator.U32() != 0) throw locator.Error("archives in several parts are not read");
        var at = locator.U64();
        if (locator.U32() > 1) throw locator.Error("archives in several parts are not read");
        var fields = source.Fields(at, End64Size, "the zip64 end of the archive");
        fields.Signature(0x06064B50);
        var recordSize = fields.U64();
        if (recordSize != end - LocatorSize - at - 12) throw fields.Error($"the zip64 end of {recordSize} bytes does not reach its locator");
        fields.Take(4);
        if (fields.U32() != 0 || fields.U32() != 0) throw fields.Error("archives in several parts are not read");
        long countHere = fields.U64(), count64 = fields.U64(), size64 = fields.U64(), start64 = fields.U64();
        if (countHere != count64) throw fields.Error($"the archive has {countHere} of {count64} members: archives in several parts are not read");
        if ((count != 0xFFFF && count != count64) || (size != 0xFFFFFFFF && size != size64) || (start != 0xFFFFFFFF && start != start64))
            throw fields.Error("the two ends of the archive disagree");
        return (count64, start64, size64, at);
    }
}
