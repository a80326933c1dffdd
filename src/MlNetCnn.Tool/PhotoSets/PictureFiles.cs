namespace MlNetCnn.Tool.PhotoSets;

/// <summary>Finds picture files by their extension.</summary>
internal static class PictureFiles
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png"];

    public static bool IsPicture(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The pictures directly in a folder, in natural order. Hidden files do not count.</summary>
    public static IReadOnlyList<string> In(string folder) =>
    [
        .. Directory.EnumerateFiles(folder)
            .Where(f => IsPicture(f) && !Path.GetFileName(f).StartsWith('.'))
            .OrderBy(f => Path.GetFileName(f), NaturalOrder.Instance),
    ];

    /// <summary>The folders directly in a folder, in ordinal order. Hidden folders do not count.</summary>
    public static IReadOnlyList<string> FoldersIn(string folder) =>
    [
        .. Directory.EnumerateDirectories(folder)
            .Where(d => !Path.GetFileName(d).StartsWith('.'))
            .OrderBy(d => Path.GetFileName(d), StringComparer.Ordinal),
    ];

    /// <summary>A picture, or all those in a folder and the folders below it, in their order.</summary>
    /// <exception cref="UserErrorException">There is no such file or folder, or it holds none.</exception>
    public static IReadOnlyList<string> At(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new UserErrorException($"The input '{path}' does not exist.");
        var files = Directory.EnumerateDirectories(path, "*", SearchOption.AllDirectories).Prepend(path).Order(StringComparer.Ordinal).SelectMany(In).ToList();
        return files.Count > 0 ? files : throw new UserErrorException($"The folder '{path}' holds no pictures (.jpg, .jpeg, .png).");
    }
}
