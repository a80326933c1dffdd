using System.IO.Compression;

namespace MlNetCnn.Tool.DataSets;

/// <summary>
/// Reads a binary file from front to back, gzipped or not, as its first bytes say. Sizes are asked for and checked by the caller before anything is made room for; what is
/// read never exceeds what was asked for, however much a packed file would unpack to.
/// </summary>
internal sealed class PackedFile : IDisposable
{
    private readonly Stream _stream;
    private long _position;

    /// <exception cref="UserErrorException">There is no such file, or it cannot be opened.</exception>
    public PackedFile(string path)
    {
        Path = path;
        try
        {
            var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            Span<byte> magic = stackalloc byte[2];
            var gzipped = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false) == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
            file.Position = 0;
            _stream = gzipped ? new GZipStream(file, CompressionMode.Decompress) : file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"'{path}' cannot be read: {e.Message}", e);
        }
    }

    public string Path { get; }

    /// <summary>Reads all of a span.</summary>
    /// <param name="bytes">What to fill.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="UserErrorException">The file ends before, or is damaged; the message says where.</exception>
    public void Read(Span<byte> bytes, string what)
    {
        var read = ReadUpTo(bytes, what);
        if (read < bytes.Length) throw new UserErrorException($"'{Path}' ends after {_position} bytes, amid {what}; {bytes.Length - read} more are needed.");
    }

    /// <summary>Reads as much of a span as there is.</summary>
    /// <returns>How many bytes.</returns>
    public int ReadUpTo(Span<byte> bytes, string what)
    {
        try
        {
            var read = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            _position += read;
            return read;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new UserErrorException($"'{Path}' cannot be read after byte {_position}, at {what}: {e.Message}", e);
        }
    }

    /// <exception cref="UserErrorException">There is more.</exception>
    public void RequireEnd()
    {
        Span<byte> one = stackalloc byte[1];
        var position = _position;
        if (ReadUpTo(one, "its end") > 0) throw new UserErrorException($"'{Path}' goes on after its last value, at byte {position}.");
    }

    public void Dispose() => _stream.Dispose();
}
