using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlNetCnn.Keras.Tests.Hostile;

/// <summary>A member of a forged archive: what is not set is as it should be.</summary>
internal sealed record ForgedMember(string Name, byte[] Content)
{
    public bool Deflate { get; init; }

    public int Flags { get; init; } = 1 << 11;

    public int? Method { get; init; }

    public uint Attributes { get; init; }

    /// <summary>In the directory; and before the member too, unless that is set.</summary>
    public uint? Crc { get; init; }

    public uint? Size { get; init; }

    public uint? Stored { get; init; }

    public string? LocalName { get; init; }

    public uint? LocalSize { get; init; }

    public uint? LocalStored { get; init; }

    public uint? LocalCrc { get; init; }

    public int? LocalMethod { get; init; }

    public int? LocalFlags { get; init; }

    /// <summary>Where the directory says the member is.</summary>
    public uint? Header { get; init; }

    public byte[] LocalExtra { get; init; } = [];

    public byte[] Extra { get; init; } = [];

    /// <summary>What follows the member's bytes.</summary>
    public byte[] Behind { get; init; } = [];
}

/// <summary>Makes zip archives, right or wrong in every field.</summary>
internal static class ZipForge
{
    public static byte[] Make(IReadOnlyList<ForgedMember> members, byte[]? before = null, byte[]? behind = null, int? count = null, uint? directorySize = null, uint? directoryStart = null, byte[]? comment = null)
    {
        var zip = new MemoryStream();
        zip.Write(before ?? []);
        var headers = new long[members.Count];
        var stored = members.Select(m => m.Deflate ? Deflated(m.Content) : m.Content).ToArray();
        for (var i = 0; i < members.Count; i++)
        {
            var m = members[i];
            headers[i] = zip.Position;
            var name = Encoding.UTF8.GetBytes(m.LocalName ?? m.Name);
            Write(zip, 0x04034B50u);
            Write(zip, (ushort)20, (ushort)(m.LocalFlags ?? m.Flags), (ushort)(m.LocalMethod ?? m.Method ?? (m.Deflate ? 8 : 0)), 0, 0x21);
            Write(zip, m.LocalCrc ?? m.Crc ?? Crc(m), m.LocalStored ?? m.Stored ?? (uint)stored[i].Length, m.LocalSize ?? m.Size ?? (uint)m.Content.Length);
            Write(zip, (ushort)name.Length, (ushort)m.LocalExtra.Length);
            zip.Write([.. name, .. m.LocalExtra, .. stored[i], .. m.Behind]);
        }

        var start = zip.Position;
        for (var i = 0; i < members.Count; i++)
        {
            var m = members[i];
            var name = Encoding.UTF8.GetBytes(m.Name);
            Write(zip, 0x02014B50u);
            Write(zip, (ushort)(3 << 8 | 20), (ushort)20, (ushort)m.Flags, (ushort)(m.Method ?? (m.Deflate ? 8 : 0)), 0, 0x21);
            Write(zip, m.Crc ?? Crc(m), m.Stored ?? (uint)stored[i].Length, m.Size ?? (uint)m.Content.Length);
            Write(zip, (ushort)name.Length, (ushort)m.Extra.Length, 0, 0, 0);
            Write(zip, m.Attributes, m.Header ?? (uint)headers[i]);
            zip.Write([.. name, .. m.Extra]);
        }

        var size = zip.Position - start;
        Write(zip, 0x06054B50u);
        Write(zip, 0, 0, (ushort)(count ?? members.Count), (ushort)(count ?? members.Count));
        Write(zip, directorySize ?? (uint)size, directoryStart ?? (uint)start);
        Write(zip, (ushort)(comment?.Length ?? 0));
        zip.Write([.. comment ?? [], .. behind ?? []]);
        return zip.ToArray();
    }

    public static void Write(Stream stream, params ReadOnlySpan<uint> values)
    {
        Span<byte> four = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(four, value);
            stream.Write(four);
        }
    }

    public static void Write(Stream stream, params ReadOnlySpan<ushort> values)
    {
        Span<byte> two = stackalloc byte[2];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(two, value);
            stream.Write(two);
        }
    }

    private static uint Crc(ForgedMember m) => MlNetCnn.Keras.Formats.Crc32.Of(m.Content);

    private static byte[] Deflated(byte[] content)
    {
        var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Optimal, leaveOpen: true)) deflate.Write(content);
        return packed.ToArray();
    }
}
