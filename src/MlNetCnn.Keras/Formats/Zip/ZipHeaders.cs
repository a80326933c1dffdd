using System.Buffers.Binary;
using System.Text;

namespace MlNetCnn.Keras.Formats;

/// <summary>The headers of the members, each read twice, in the directory and before the member's bytes, and compared (APPNOTE 4.3.7 and 4.3.12).</summary>
internal static class ZipHeaders
{
    private const uint In64 = 0xFFFFFFFF;
    private const int DirectoryHeaderSize = 46;
    private const int LocalHeaderSize = 30;
    private const int Encrypted = 1 | 1 << 6 | 1 << 13;
    private const int Patch = 1 << 5;
    private const int SizesFollow = 1 << 3;

    /// <summary>The flags that say how the bytes are to be understood; the others tell how hard they were compressed.</summary>
    private const int Meaning = Encrypted | SizesFollow | 1 << 11;

    /// <summary>Bytes of memory of a member besides its name.</summary>
    private const int Rough = 128;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public static List<ZipMember> Read(ZipSource source, ZipDirectory directory)
    {
        if (directory.Count > directory.Size / DirectoryHeaderSize)
            throw source.Fail(directory.Start, $"the directory of {directory.Size} bytes has no room for {directory.Count} members");
        var members = new List<ZipMember>();
        var fields = source.Fields(directory.Start, directory.Size, "the directory");
        while (fields.Remaining > 0) members.Add(ReadMember(source, directory.Start, ref fields));
        if (members.Count != directory.Count) throw source.Fail(directory.Start, $"the directory has {members.Count} members where the archive's end says {directory.Count}");
        return members;
    }

    private static ZipMember ReadMember(ZipSource source, long start, ref ZipFields fields)
    {
        var at = start + fields.Position;
        fields.Signature(0x02014B50);
        fields.Take(4);
        int flags = fields.U16(), method = fields.U16();
        fields.Take(4);
        var crc = fields.U32();
        long stored = fields.U32(), size = fields.U32();
        int nameLength = fields.U16(), extraLength = fields.U16(), commentLength = fields.U16(), disk = fields.U16();
        fields.Take(2);
        var attributes = fields.U32();
        long header = fields.U32();
        var rawName = fields.Take(nameLength);
        var name = Name(source, at, rawName);
        var extra = fields.Take(extraLength);
        fields.Take(commentLength);
        Widen(source, at, extra, ref size, ref stored, ref header);
        if (disk is not (0 or 0xFFFF)) throw source.Fail(at, "archives in several parts are not read");
        if ((flags & Encrypted) != 0) throw source.Fail(at, $"the member '{name}' is encrypted");
        if ((flags & Patch) != 0) throw source.Fail(at, $"the member '{name}' is a patch");
        // The upper half is the file's mode where Unix made it; anything but a regular file or a folder is a link, a pipe or a device.
        if ((attributes >> 28) is not (0 or 4 or 8)) throw source.Fail(at, $"the member '{name}' is {((attributes >> 28) == 10 ? "a symbolic link" : "no regular file")}");
        if (method is not (0 or 8)) throw source.Fail(at, $"the member '{name}' is compressed by {MethodName(method)}; stored and deflate are read");
        if (method == 0 && stored != size) throw source.Fail(at, $"the member '{name}' is stored as it is, in {stored} bytes, and should have {size}");
        if (size > ReadLimits.ZipSmallMember && size / ReadLimits.ZipRatio > stored)
            throw source.Fail(at, $"the member '{name}' unfolds from {stored} to {size} bytes, which no model does");
        source.Take(at, Rough + 4 * nameLength, $"the member '{name}'");
        var data = Compare(source, header, rawName, name, (flags, method, crc, stored, size));
        return new ZipMember(name, method, crc, stored, size, header, data);
    }

    /// <summary>Refuses a member whose own header says something else than the directory.</summary>
    /// <returns>Where its bytes begin.</returns>
    private static long Compare(ZipSource source, long at, ReadOnlySpan<byte> rawName, string name, (int Flags, int Method, uint Crc, long Stored, long Size) expected)
    {
        var what = $"the header of '{name}'";
        var fields = source.Fields(at, LocalHeaderSize, what);
        fields.Signature(0x04034B50);
        fields.Take(2);
        int flags = fields.U16(), method = fields.U16();
        fields.Take(4);
        var crc = fields.U32();
        long stored = fields.U32(), size = fields.U32();
        int nameLength = fields.U16(), extraLength = fields.U16();
        var rest = source.Fields(at + LocalHeaderSize, nameLength + extraLength, what);
        if (!rest.Take(nameLength).SequenceEqual(rawName)) throw source.Fail(at, $"{what} has another name");
        long none = 0;
        Widen(source, at, rest.Take(extraLength), ref size, ref stored, ref none);
        if (((flags ^ expected.Flags) & Meaning) != 0 || method != expected.Method)
            throw source.Fail(at, $"{what} says flags {flags:X4} and method {method}, the directory {expected.Flags:X4} and {expected.Method}");
        // Sizes that follow the member's bytes are zero here, or already right.
        var follow = (flags & SizesFollow) != 0;
        if (!Same(crc, expected.Crc) || !Same(stored, expected.Stored) || !Same(size, expected.Size))
            throw source.Fail(at, $"{what} says {stored} bytes of {size} with checksum {crc:x8}, the directory {expected.Stored} of {expected.Size} with {expected.Crc:x8}");
        var data = at + LocalHeaderSize + nameLength + extraLength;
        source.Check(data, expected.Stored, $"the member '{name}'");
        if (follow) CompareDescriptor(source, data + expected.Stored, name, (expected.Crc, expected.Stored, expected.Size));
        return data;

        bool Same(long here, long there) => here == there || (follow && here == 0);
    }

    /// <summary>What follows the member's bytes, with a signature or without, with sizes of 32 or 64 bits (APPNOTE 4.3.9).</summary>
    private static void CompareDescriptor(ZipSource source, long at, string name, (uint Crc, long Stored, long Size) expected)
    {
        var bytes = source.Bytes(at, Math.Min(24, source.Length - at), $"the sizes behind '{name}'").AsSpan();
        if (bytes.StartsWith("PK\u0007\u0008"u8) && (Fits(bytes[4..], 4) || Fits(bytes[4..], 8))) return;
        if (!Fits(bytes, 4) && !Fits(bytes, 8)) throw source.Fail(at, $"the sizes behind the member '{name}' are others than those in the directory");

        bool Fits(ReadOnlySpan<byte> b, int size) =>
            b.Length >= 4 + 2 * size && BinaryPrimitives.ReadUInt32LittleEndian(b) == expected.Crc
            && Number(b[4..], size) == (ulong)expected.Stored && Number(b[(4 + size)..], size) == (ulong)expected.Size;

        static ulong Number(ReadOnlySpan<byte> b, int size) => size == 4 ? BinaryPrimitives.ReadUInt32LittleEndian(b) : BinaryPrimitives.ReadUInt64LittleEndian(b);
    }

    /// <summary>Sizes of 64 bits, in an extra field, for those that are all ones (APPNOTE 4.5.3).</summary>
    private static void Widen(ZipSource source, long at, ReadOnlySpan<byte> extra, ref long size, ref long stored, ref long header)
    {
        if (size != In64 && stored != In64 && header != In64) return;
        var fields = new ZipFields(extra, at, "an extra field", source.Fail);
        while (fields.Remaining >= 4)
        {
            int kind = fields.U16(), length = fields.U16();
            var field = new ZipFields(fields.Take(length), at, "the zip64 sizes of a member", source.Fail);
            if (kind != 1) continue;
            if (size == In64) size = field.U64();
            if (stored == In64) stored = field.U64();
            if (header == In64) header = field.U64();
            return;
        }

        throw source.Fail(at, "a member should have sizes of 64 bits and has none");
    }

    /// <summary>Names as Keras writes them: relative, with slashes, and nothing by which a careless program would write elsewhere.</summary>
    private static string Name(ZipSource source, long at, ReadOnlySpan<byte> raw)
    {
        string name;
        try
        {
            name = Utf8.GetString(raw);
        }
        catch (DecoderFallbackException e)
        {
            throw source.Fail(FormattableString.Invariant($"byte {at}"), "the name of a member is not UTF-8", e);
        }

        if (name.Length == 0 || name.StartsWith('/') || name.AsSpan().ContainsAny('\\', ':') || name.Any(char.IsControl)
            || name.TrimEnd('/').Split('/').Any(part => part is "" or "." or ".."))
            throw source.Fail(at, $"the member name '{name}' leads out of the archive");
        return name;
    }

    private static string MethodName(int method) => method switch
    {
        1 => "shrink", 6 => "implode", 9 => "deflate64", 12 => "bzip2", 14 => "LZMA", 93 => "zstd", 95 => "xz", 99 => "AES encryption",
        _ => $"method {method}",
    };
}
