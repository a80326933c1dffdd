using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MlNetCnn.Keras;

namespace MlNetCnn.Training;

/// <summary>A SHA-256 hash (FIPS 180-4): 32 bytes that stand for some content. Equal content has equal hashes on every machine.</summary>
public readonly record struct ContentHash
{
    /// <summary>Bytes of a hash.</summary>
    public const int Length = 32;

    private readonly ulong _a, _b, _c, _d;

    /// <summary>Takes over a hash that was computed elsewhere.</summary>
    /// <param name="hash">Its 32 bytes.</param>
    /// <exception cref="ArgumentException">Another number of bytes.</exception>
    public ContentHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != Length) throw new ArgumentException($"A SHA-256 hash has {Length} bytes, not {hash.Length}.", nameof(hash));
        _a = BinaryPrimitives.ReadUInt64BigEndian(hash);
        _b = BinaryPrimitives.ReadUInt64BigEndian(hash[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(hash[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(hash[24..]);
    }

    /// <summary>Hash of bytes, e.g. of a picture's file in memory: the same as <see cref="OfFile"/> of that file.</summary>
    /// <param name="content">May be empty.</param>
    public static ContentHash Of(ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(content, hash);
        return new ContentHash(hash);
    }

    /// <summary>Hash of numbers, bit for bit (0 and -0 differ), as little-endian float32. The shape does not enter: see the other overload.</summary>
    /// <param name="content">May be empty.</param>
    public static ContentHash Of(ReadOnlySpan<float> content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, content);
        return End(hash);
    }

    /// <summary>Hash of numbers and their shape: a picture of 2 by 3 and one of 3 by 2 with the same numbers differ.</summary>
    /// <param name="content">The values, row-major.</param>
    /// <param name="shape">Their shape.</param>
    public static ContentHash Of(ReadOnlySpan<float> content, Shape shape)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, shape);
        Append(hash, content);
        return End(hash);
    }

    /// <summary>Hash of a file's bytes, read in pieces.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file must not be read.</exception>
    public static ContentHash OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        Span<byte> hash = stackalloc byte[Length];
        SHA256.HashData(stream, hash);
        return new ContentHash(hash);
    }

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="destination">At least 32 bytes.</param>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], _d);
    }

    /// <summary>The usual 64 hexadecimal digits, lower case.</summary>
    public override string ToString() => $"{_a:x16}{_b:x16}{_c:x16}{_d:x16}";

    internal static ContentHash End(IncrementalHash hash)
    {
        Span<byte> bytes = stackalloc byte[Length];
        hash.GetHashAndReset(bytes);
        return new ContentHash(bytes);
    }

    internal static void Append(IncrementalHash hash, Shape shape)
    {
        Append(hash, shape.Rank);
        foreach (var dimension in shape) Append(hash, dimension);
    }

    internal static void Append(IncrementalHash hash, int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        hash.AppendData(bytes);
    }

    internal static void Append(IncrementalHash hash, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian)
        {
            hash.AppendData(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<byte> bytes = stackalloc byte[4];
        foreach (var value in values)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
            hash.AppendData(bytes);
        }
    }
}
