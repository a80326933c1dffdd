using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace MlNetCnn.Keras.Pretrained;

/// <summary>The hashes that Keras publishes: MD5 or SHA-256, told apart by their length as its <c>validate_file</c> does.</summary>
internal static class PublishedHash
{
    // 550 MB take a second: a process that makes the same network twice hashes its file once, unless it has changed.
    private static readonly ConcurrentDictionary<(string Path, long Length, DateTime Written, string Hash), string> Known = new();

    /// <summary>Something that hashes; null where no hash is published.</summary>
    /// <exception cref="ArgumentException">It is neither an MD5 nor a SHA-256.</exception>
    public static IncrementalHash? Begin(PublishedWeights file) => file.Hash switch
    {
        null => null,
        { Length: 32 } hash when hash.All(char.IsAsciiHexDigit) => IncrementalHash.CreateHash(HashAlgorithmName.MD5),
        { Length: 64 } hash when hash.All(char.IsAsciiHexDigit) => IncrementalHash.CreateHash(HashAlgorithmName.SHA256),
        var hash => throw new ArgumentException($"The hash '{hash}' of {file.FileName} is neither an MD5 (32 digits) nor a SHA-256 (64 digits)."),
    };

    /// <summary>The hash so far, as it is published.</summary>
    public static string Text(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>Whether a hash is the published one.</summary>
    public static bool Matches(PublishedWeights file, string hash) => hash.Equals(file.Hash, StringComparison.OrdinalIgnoreCase);

    /// <summary>The hash of a file, by the algorithm of the published one.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string Of(PublishedWeights file, string path)
    {
        var info = new FileInfo(path);
        var key = (info.FullName, info.Length, info.LastWriteTimeUtc, file.Hash!);
        if (Known.TryGetValue(key, out var known)) return known;
        using var hash = Begin(file)!;
        using var stream = Open(path);
        AddAll(hash, stream);
        return Known[key] = Text(hash);
    }

    /// <summary>Opens a file; one that another process has just finished may be locked for a moment more.</summary>
    private static FileStream Open(string path)
    {
        const int Tries = 100;
        for (var i = 1; ; i++)
        {
            try
            {
                return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            }
            catch (IOException e) when (i < Tries && PartialFile.IsLocked(e))
            {
                Thread.Sleep(20);
            }
        }
    }

    /// <summary>Adds what a stream holds from where it stands.</summary>
    public static void AddAll(IncrementalHash hash, Stream stream)
    {
        var buffer = new byte[1 << 18];
        for (int read; (read = stream.Read(buffer)) > 0;) hash.AppendData(buffer, 0, read);
    }
}
