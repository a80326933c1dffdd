using System.IO.Compression;
using System.Text;
using Microsoft.ML.Runtime;

namespace Microsoft.ML;

/// <summary>Writes a model zip. An entry is written to a temporary file, since headers need seeking, and copied into the zip when it closes.</summary>
internal sealed class RepositoryWriter : IDisposable
{
    private readonly ZipArchive _archive;
    private readonly string _temporaryFolder;
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    private RepositoryWriter(Stream stream, IHostEnvironment environment)
    {
        _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        _temporaryFolder = LocalEnvironment.Of(environment)?.TempFilePath ?? Path.GetTempPath();
    }

    /// <summary>Begins a zip with the version of what writes it.</summary>
    public static RepositoryWriter CreateNew(Stream stream, IHostEnvironment environment)
    {
        var repository = new RepositoryWriter(stream, environment);
        using RepositoryEntry entry = repository.CreateEntry("TrainingInfo", "Version.txt");
        using var writer = new StreamWriter(entry.Stream, new UTF8Encoding(false), leaveOpen: true);
        writer.WriteLine(typeof(RepositoryWriter).Assembly.GetName().Version);
        return repository;
    }

    /// <summary>Begins an entry.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The zip has it already.</exception>
    public RepositoryEntry CreateEntry(string directory, string name)
    {
        string path = RepositoryPath.Combine(directory, name);
        Contracts.CheckParam(_paths.Add(path), nameof(name), $"Duplicate entry: '{path}'");
        return new RepositoryEntry(path, RepositoryEntry.CreateTemporaryFile(_temporaryFolder), CopyIntoZip);
    }

    public void Dispose() => _archive.Dispose();

    private void CopyIntoZip(RepositoryEntry entry)
    {
        using Stream destination = _archive.CreateEntry(entry.Path).Open();
        entry.Stream.Position = 0;
        entry.Stream.CopyTo(destination);
    }
}
