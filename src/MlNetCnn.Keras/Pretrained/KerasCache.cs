namespace MlNetCnn.Keras.Pretrained;

/// <summary>
/// The folders in which Keras keeps downloaded weights (<c>keras.utils.get_file</c> with <c>cache_subdir="models"</c>): <c>$KERAS_HOME/models</c>, else <c>~/.keras/models</c>; and
/// <c>/tmp/.keras/models</c> where that cannot be written.
/// </summary>
/// <param name="home">Keras's home.</param>
/// <param name="fallback">What stands in for a home that cannot be written; null for nothing.</param>
internal sealed class KerasCache(string home, string? fallback)
{
    /// <summary>Keras's own folders.</summary>
    public static KerasCache Default => new(Home(), Path.Combine(Path.GetPathRoot(Path.GetTempPath())!, "tmp", ".keras"));

    /// <summary>The folder where files are looked for first and put.</summary>
    public string Folder => Models(home);

    /// <summary>All folders where files are looked for. A home that can be read but not written still serves, which Keras itself passes over.</summary>
    public IEnumerable<string> Folders => fallback is null ? [Folder] : [Folder, Models(fallback)];

    /// <summary>The first folder that files can be written to, made if it is not there.</summary>
    /// <exception cref="IOException">There is none; the message is about <see cref="Folder"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">There is none.</exception>
    public string WritableFolder()
    {
        try
        {
            return Writable(Folder);
        }
        catch (Exception e) when (fallback is not null && e is IOException or UnauthorizedAccessException)
        {
            return Writable(Models(fallback));
        }
    }

    private static string Models(string keras) => Path.Combine(keras, "models");

    private static string Writable(string folder)
    {
        Directory.CreateDirectory(folder);
        var probe = Path.Combine(folder, $".mlnetcnn-{Environment.ProcessId}.probe");
        using (new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose)) { }
        return folder;
    }

    private static string Home()
    {
        var user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Environment.GetEnvironmentVariable("KERAS_HOME") switch
        {
            null or "" => Path.Combine(user, ".keras"),
            "~" => user,
            var home when home.StartsWith("~/", StringComparison.Ordinal) => Path.Combine(user, home[2..]),
            var home => Path.GetFullPath(home),
        };
    }
}
