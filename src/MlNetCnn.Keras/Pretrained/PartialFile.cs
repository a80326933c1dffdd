using System.Security.Cryptography;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>
/// The bytes of a download so far, in a file beside its target, with what is needed to go on another time: from where they came and in which version. One process holds it at a time. They
/// are hashed as they arrive.
/// </summary>
internal sealed class PartialFile : IDisposable
{
    private readonly PublishedWeights _file;
    private readonly string _target, _path;
    private readonly FileStream _stream;
    private IncrementalHash? _hash;

    private PartialFile(PublishedWeights file, string target, FileStream stream)
    {
        (_file, _target, _path, _stream) = (file, target, PathOf(target), stream);
        if (stream.Length == 0)
        {
            Rehash();
            return;
        }

        var (url, version) = ReadOrigin();
        if (url != file.Url.AbsoluteUri || (version is null && file.Hash is null))
        {
            Restart(null);
            return;
        }

        (Version, IsSpliced) = (version, true);
        Rehash();
    }

    /// <summary>Bytes so far.</summary>
    public long Length => _stream.Length;

    /// <summary>The version of the file that they are of: the server's ETag or date; null where it gave none.</summary>
    public string? Version { get; private set; }

    /// <summary>Whether the bytes came in more than one piece.</summary>
    public bool IsSpliced { get; set; }

    private string OriginPath => _path + ".origin";

    /// <summary>Where the bytes of a file are kept.</summary>
    public static string PathOf(string target) => target + ".download";

    /// <summary>Opens what is there of a file, or begins; null when another process is at it.</summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static PartialFile? TryOpen(PublishedWeights file, string target)
    {
        // Windows renames an open file only if it may be deleted; elsewhere the lock is the whole of it.
        var share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        try
        {
            var stream = new FileStream(PathOf(target), FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 0);
            // What was opened just before another process renamed it, and locked just after, is the finished file: it is not to be touched.
            var info = new FileInfo(PathOf(target));
            if (info.Exists && info.Length == stream.Length) return new PartialFile(file, target, stream);
            stream.Dispose();
            return null;
        }
        catch (IOException e) when (e.GetType() == typeof(IOException) && File.Exists(PathOf(target)) && IsLocked(e))
        {
            return null;
        }
    }

    /// <summary>Begins anew with another version of the file.</summary>
    public void Restart(string? version)
    {
        _stream.SetLength(0);
        _stream.Position = 0;
        // Only when the old bytes are gone may the new version stand beside them.
        AtomicFile.WriteAllText(OriginPath, $"{_file.Url.AbsoluteUri}\n{version}\n");
        (Version, IsSpliced) = (version, false);
        Rehash();
    }

    /// <summary>Adds what arrived.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        _stream.Write(bytes);
        _hash?.AppendData(bytes);
    }

    /// <summary>The hash of all bytes; null where none is published.</summary>
    public string? Hash() => _hash is null ? null : PublishedHash.Text(_hash);

    /// <summary>The first bytes.</summary>
    public byte[] Start(int count)
    {
        var start = new byte[Math.Min(count, Length)];
        RandomAccess.Read(_stream.SafeFileHandle, start, 0);
        return start;
    }

    /// <summary>Bytes that the disk has left, where it says so.</summary>
    public long FreeBytes()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(Path.GetFullPath(_path))!).AvailableFreeSpace;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return long.MaxValue; // A share of another machine, for one, does not say.
        }
    }

    /// <summary>Makes the bytes the file, while nobody else can touch them.</summary>
    public void Complete()
    {
        _stream.Flush(flushToDisk: true);
        File.Move(_path, _target, overwrite: true);
        // The lock goes with the file: whoever finds it should be able to open it.
        _stream.Dispose();
        File.Delete(OriginPath);
    }

    /// <summary>Gives up what is there.</summary>
    public void Delete()
    {
        File.Delete(_path);
        File.Delete(OriginPath);
    }

    public void Dispose()
    {
        _hash?.Dispose();
        _stream.Dispose();
    }

    /// <summary>Whether a file could not be opened because another has it open.</summary>
    public static bool IsLocked(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xffff) is 32 or 33 : e.HResult is 11 or 35;

    private void Rehash()
    {
        _hash?.Dispose();
        _hash = PublishedHash.Begin(_file);
        _stream.Position = 0;
        if (_hash is not null) PublishedHash.AddAll(_hash, _stream);
        _stream.Position = _stream.Length;
    }

    private (string? Url, string? Version) ReadOrigin()
    {
        if (!File.Exists(OriginPath)) return (null, null);
        var lines = File.ReadAllLines(OriginPath);
        return (lines.ElementAtOrDefault(0), lines.ElementAtOrDefault(1) is { Length: > 0 } version ? version : null);
    }
}
