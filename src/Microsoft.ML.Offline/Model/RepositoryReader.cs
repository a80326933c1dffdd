using System.IO.Compression;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Reads a model zip, which may be hostile: what an entry unpacks to is bounded by its packed size and by its stated size.</summary>
internal sealed class RepositoryReader : IDisposable
{
    // Deflate cannot pack more than 1032 to one.
    private const long MaxRatio = 1032;

    private readonly ZipArchive _archive;
    private readonly string _temporaryFolder;
    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);

    private RepositoryReader(Stream stream, IHostEnvironment environment)
    {
        try
        {
            _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            foreach (ZipArchiveEntry entry in _archive.Entries)
                _entries[RepositoryPath.Normalize(entry.FullName)] = entry;
        }
        catch (InvalidDataException exception)
        {
            throw Contracts.ExceptDecode("Failed to open a zip archive", exception);
        }
        _temporaryFolder = LocalEnvironment.Of(environment)?.TempFilePath ?? Path.GetTempPath();
    }

    /// <exception cref="FormatException">The stream is no zip.</exception>
    public static RepositoryReader Open(Stream stream, IHostEnvironment environment) => new(stream, environment);

    /// <summary>Opens an entry, or null where the zip has none of this name.</summary>
    /// <exception cref="FormatException">It does not unpack to its stated size.</exception>
    public RepositoryEntry OpenEntryOrNull(string directory, string name)
    {
        string path = RepositoryPath.Combine(directory, name);
        if (!_entries.TryGetValue(path, out ZipArchiveEntry entry))
            return null;
        Contracts.CheckDecode(entry.Length / MaxRatio <= entry.CompressedLength,
            $"Corrupt model file: entry '{path}' of {entry.CompressedLength} bytes cannot unpack to {entry.Length}");
        FileStream file = RepositoryEntry.CreateTemporaryFile(_temporaryFolder);
        try
        {
            using (Stream source = entry.Open())
                CopyExactly(source, file, entry.Length, path);
            file.Position = 0;
            return new RepositoryEntry(path, file);
        }
        catch (InvalidDataException exception)
        {
            file.Dispose();
            throw Contracts.ExceptDecode($"Corrupt model file: entry '{path}' does not unpack", exception);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _archive.Dispose();

    private static void CopyExactly(Stream source, Stream destination, long length, string path)
    {
        var buffer = new byte[1 << 16];
        long total = 0;
        int read;
        while ((read = source.Read(buffer)) > 0)
        {
            total += read;
            Contracts.CheckDecode(total <= length, $"Corrupt model file: entry '{path}' unpacks to more than its stated {length} bytes");
            destination.Write(buffer, 0, read);
        }
        Contracts.CheckDecode(total == length, $"Corrupt model file: entry '{path}' unpacks to {total} of its stated {length} bytes");
    }
}
