using System.Text.RegularExpressions;

namespace MlNetCnn.Tool.DataSets;

/// <summary>Finds the files of a published set: under their official names, gzipped or not, or with the number of pictures in the name, as in <c>train-images-first8226-idx3-ubyte.gz</c>.</summary>
internal static partial class PublishedFiles
{
    /// <summary>The file of a name; null when it is not there.</summary>
    /// <param name="folder">Where to look.</param>
    /// <param name="name">The official name without <c>.gz</c>, e.g. <c>train-images-idx3-ubyte</c> or <c>data_batch_1.bin</c>.</param>
    public static string? Find(string folder, string name)
    {
        if (!Directory.Exists(folder))
            throw new UserErrorException(File.Exists(folder) ? $"'{folder}' is a file; --data takes a folder." : $"The folder '{folder}' does not exist.");
        var files = Directory.GetFiles(folder).Select(f => (Path: f, Name: Path.GetFileName(f))).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
        return Official() ?? files.Where(f => Plain(f.Name) == name).Select(f => f.Path).FirstOrDefault();

        string? Official() => files.Where(f => f.Name == name || f.Name == name + ".gz").Select(f => f.Path).FirstOrDefault();
    }

    /// <summary>The same, and an error when it is not there.</summary>
    /// <exception cref="UserErrorException">It is not; the message names the folder and the file.</exception>
    public static string Require(string folder, string name) =>
        Find(folder, name) ?? throw new UserErrorException($"'{folder}' lacks the file {name}.gz (or {name}).");

    // The name without what says how many pictures there are, and without .gz.
    private static string Plain(string name) => Part().Replace(name, "");

    [GeneratedRegex(@"[-_]first[0-9]+|\.gz$")]
    private static partial Regex Part();
}
