using System.IO.Compression;
using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// A zip archive, read strictly: the directory and the members' own headers must agree, members must not overlap, and whatever could lead two programs to
/// see different contents in one file is refused. (The framework's reader believes the directory alone.)
/// </summary>
internal sealed class ZipReader
{
    private const int CheckedAtOnce = 1 << 16;

    private readonly ZipSource _source;
    private List<ZipMember> _inOrder = [];
    private readonly Dictionary<string, ZipMember> _members = new(StringComparer.OrdinalIgnoreCase);

    private ZipReader(ZipSource source) => _source = source;

    /// <summary>Reads the directory and every member's header.</summary>
    /// <param name="stream">A seekable stream, which stays the caller's.</param>
    /// <param name="file">Name of the file, for errors.</param>
    /// <param name="budget">The memory that reading may take.</param>
    /// <exception cref="ModelFormatException">The archive is damaged or unsafe.</exception>
    public static ZipReader Open(Stream stream, string file, ReadBudget budget)
    {
        var source = new ZipSource(stream, file, budget);
        var reader = new ZipReader(source);
        var directory = ZipDirectory.Find(source);
        if (directory.Count > ReadLimits.ZipMembers) throw source.Fail(directory.Start, $"there are {directory.Count} members, more than the {ReadLimits.ZipMembers} that are read");
        var members = reader._inOrder = ZipHeaders.Read(source, directory);
        foreach (var member in members)
            if (!reader._members.TryAdd(member.Name.TrimEnd('/'), member)) throw source.Fail(member.Header, $"there are two members '{member.Name}'");
        CheckOverlap(source, directory, members);
        return reader;
    }

    /// <summary>All members, folders too, as the directory lists them.</summary>
    public IReadOnlyList<ZipMember> Members => _inOrder;

    /// <summary>The member of exactly that name; null where there is none.</summary>
    public ZipMember? Find(string name) => _members.TryGetValue(name, out var member) && member.Name == name ? member : null;

    /// <summary>The content of a member, its checksum compared.</summary>
    /// <param name="member">The member.</param>
    /// <param name="most">The most bytes it may have.</param>
    public byte[] Read(ZipMember member, long most)
    {
        if (member.Size > most) throw Fail(member, $"it has {member.Size} bytes, more than the {most} that are read");
        _source.Take(member.Data, member.Size, $"the member {member.Name}");
        var bytes = new byte[member.Size];
        try
        {
            using var stored = _source.Window(member.Data, member.StoredSize);
            using var content = member.Method == 0 ? stored : new DeflateStream(stored, CompressionMode.Decompress);
            var read = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (read < bytes.Length) throw Fail(member, $"it ends after {read} of {bytes.Length} bytes");
            if (content.ReadByte() >= 0) throw Fail(member, $"it is longer than the {bytes.Length} bytes that the archive says");
        }
        catch (InvalidDataException e)
        {
            throw _source.Fail(member.Name, $"its compressed bytes are damaged: {e.Message}", e);
        }

        CheckSum(member, Crc32.Of(bytes));
        return bytes;
    }

    /// <summary>
    /// The content of a member as a seekable stream, its checksum compared before anything of it is used. What is stored as it is stays where it is, in the archive's stream, so that
    /// large weights are not in memory twice; what is compressed is unfolded into memory.
    /// </summary>
    /// <param name="member">The member.</param>
    public Stream Open(ZipMember member)
    {
        if (member.Method != 0) return new ReadOnlyMemoryStream(Read(member, Array.MaxLength));
        var stored = _source.Window(member.Data, member.StoredSize);
        var buffer = new byte[Math.Min(member.StoredSize, CheckedAtOnce)];
        uint crc = 0;
        while (stored.Position < member.StoredSize)
        {
            var read = stored.Read(buffer);
            if (read == 0) throw Fail(member, $"it ends after {stored.Position} of {member.Size} bytes");
            crc = Crc32.Of(buffer.AsSpan(0, read), crc);
        }

        CheckSum(member, crc);
        stored.Position = 0;
        return stored;
    }

    private void CheckSum(ZipMember member, uint crc)
    {
        if (crc != member.Crc) throw Fail(member, $"its checksum is wrong: {member.Crc:x8} is stored and its bytes give {crc:x8}");
    }

    private ModelFormatException Fail(ZipMember member, string message) => _source.Fail(member.Name, message);

    private static void CheckOverlap(ZipSource source, ZipDirectory directory, List<ZipMember> members)
    {
        long end = 0;
        foreach (var member in members.OrderBy(m => m.Header))
        {
            if (member.Header < end) throw source.Fail(member.Header, $"the member '{member.Name}' overlaps another");
            if (end == 0 && member.Header != 0) throw source.Fail(0, $"there are {member.Header} bytes before the first member");
            end = member.Data + member.StoredSize;
        }

        if (end > directory.Start) throw source.Fail(directory.Start, "the directory overlaps a member");
    }
}
