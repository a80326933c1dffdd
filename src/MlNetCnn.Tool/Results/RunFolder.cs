namespace MlNetCnn.Tool.Results;

/// <summary>The folder that a run writes its results to. Made, and found writable, before the work starts; gone again when nothing came of it.</summary>
internal sealed class RunFolder : IDisposable
{
    private readonly bool _made;

    /// <exception cref="UserErrorException">The folder cannot be made or written; the message names it.</exception>
    public RunFolder(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        try
        {
            _made = !Directory.Exists(Path);
            Directory.CreateDirectory(Path);
            var probe = File(".writable");
            System.IO.File.WriteAllBytes(probe, []);
            System.IO.File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UserErrorException($"The results cannot be written to '{Path}': {e.Message} Choose another folder with --output.", e);
        }
    }

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Absolute path of a file in it.</summary>
    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose()
    {
        if (_made && Directory.Exists(Path) && !Directory.EnumerateFileSystemEntries(Path).Any()) Directory.Delete(Path);
    }
}
