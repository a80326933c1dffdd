using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Experiments.ShowModel;

/// <summary>A file that a command writes where the user says.</summary>
internal static class ResultFile
{
    /// <summary>The full path, found fit before any work.</summary>
    /// <exception cref="UserErrorException">It has none of the endings, or is a folder.</exception>
    public static string Checked(string path, string option, params string[] endings)
    {
        if (!endings.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase))) throw new UserErrorException($"{option}={path}: its ending must be one of {string.Join(", ", endings)}.");
        var full = Path.GetFullPath(path);
        return Directory.Exists(full) ? throw new UserErrorException($"{option}={path} is a folder; it names a file.") : full;
    }

    /// <summary>Writes a text, whole or not at all, and makes its folder where there is none.</summary>
    public static void Write(string path, string text)
    {
        MakeFolder(path);
        AtomicFile.WriteAllText(path, text);
    }

    public static void MakeFolder(string path) => Directory.CreateDirectory(Path.GetDirectoryName(path)!);
}
