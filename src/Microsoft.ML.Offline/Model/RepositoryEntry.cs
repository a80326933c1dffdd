namespace Microsoft.ML;

/// <summary>An open entry of a model zip: a seekable stream in a temporary file, which goes when the entry is disposed.</summary>
internal sealed class RepositoryEntry : IDisposable
{
    private Action<RepositoryEntry> _onDispose;

    public RepositoryEntry(string path, Stream stream, Action<RepositoryEntry> onDispose = null)
    {
        Path = path;
        Stream = stream;
        _onDispose = onDispose;
    }

    public string Path { get; }

    public Stream Stream { get; }

    public void Dispose()
    {
        Action<RepositoryEntry> action = _onDispose;
        _onDispose = null;
        action?.Invoke(this);
        Stream.Dispose();
    }

    /// <summary>An empty temporary file, deleted when closed.</summary>
    public static FileStream CreateTemporaryFile(string folder)
    {
        string path = System.IO.Path.Combine(folder, $"ml_dotnet_{System.IO.Path.GetRandomFileName()}");
        return new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
    }
}
