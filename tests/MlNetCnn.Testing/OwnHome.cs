namespace MlNetCnn.Testing;

/// <summary>
/// A folder of the test's own as Keras's home, without downloads, until it is disposed. It sets environment variables of the whole process: such tests run one after the other.
/// </summary>
public sealed class OwnHome : IDisposable
{
    private static readonly string[] Names = ["KERAS_HOME", "MLNETCNN_OFFLINE"];
    private readonly TempFolder _folder = new();
    private readonly string?[] _were = [.. Names.Select(Environment.GetEnvironmentVariable)];

    /// <summary>Makes the folder, with an empty one for models in it.</summary>
    public OwnHome()
    {
        Environment.SetEnvironmentVariable(Names[0], _folder.Path);
        Environment.SetEnvironmentVariable(Names[1], "1");
        Directory.CreateDirectory(_folder.File("models"));
    }

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>A path in it.</summary>
    public string File(params string[] parts) => _folder.File(parts);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (name, was) in Names.Zip(_were)) Environment.SetEnvironmentVariable(name, was);
        _folder.Dispose();
    }
}
