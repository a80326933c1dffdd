using System.Buffers.Binary;
using MlNetCnn.Imaging.Png;

namespace MlNetCnn.Imaging.Tests;

/// <summary>Changes PNG files and puts their checksums right again.</summary>
internal static class PngFixer
{
    public delegate void Change(Span<byte> contents);

    /// <summary>A copy with right checksums on all chunks whose lengths make sense.</summary>
    public static byte[] FixChecksums(byte[] file)
    {
        var copy = (byte[])file.Clone();
        var at = 8;
        while (copy.Length - at >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(copy.AsSpan(at));
            if (length > copy.Length - at - 12) break;
            BinaryPrimitives.WriteUInt32BigEndian(copy.AsSpan(at + 8 + (int)length), Crc32.Of(copy.AsSpan(at + 4, (int)length + 4)));
            at += 12 + (int)length;
        }

        return copy;
    }

    /// <summary>A copy in which the contents of the first chunk of a type are changed.</summary>
    public static byte[] Patch(byte[] file, string type, Change change)
    {
        var copy = (byte[])file.Clone();
        var at = copy.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(type));
        var length = BinaryPrimitives.ReadInt32BigEndian(copy.AsSpan(at - 4));
        change(copy.AsSpan(at + 4, length));
        return FixChecksums(copy);
    }

    /// <summary>A copy without the chunks of a type.</summary>
    public static byte[] Remove(byte[] file, string type)
    {
        var kept = new MemoryStream();
        kept.Write(file.AsSpan(0, 8));
        for (var at = 8; at < file.Length;)
        {
            var size = 12 + BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (!file.AsSpan(at + 4, 4).SequenceEqual(System.Text.Encoding.ASCII.GetBytes(type))) kept.Write(file.AsSpan(at, size));
            at += size;
        }

        return kept.ToArray();
    }

    /// <summary>A copy with another chunk before the first of a type.</summary>
    public static byte[] Insert(byte[] file, string before, string type, params byte[] contents)
    {
        var at = file.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(before)) - 4;
        var chunk = new byte[contents.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, contents.Length);
        System.Text.Encoding.ASCII.GetBytes(type).CopyTo(chunk, 4);
        contents.CopyTo(chunk, 8);
        return FixChecksums([.. file.AsSpan(0, at), .. chunk, .. file.AsSpan(at)]);
    }
}
