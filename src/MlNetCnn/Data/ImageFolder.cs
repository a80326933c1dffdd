namespace MlNetCnn;

/// <summary>Lists a folder of class folders.</summary>
internal static class ImageFolder
{
    /// <summary>The class names in ordinal order, and the files with the index of their class, ordered by class and path.</summary>
    public static (IReadOnlyList<string> Classes, List<(string Path, int Class)> Files) List(string folder, ImagesFromDirectoryOptions options)
    {
        var root = Path.GetFullPath(folder);
        if (!Directory.Exists(root)) throw new DirectoryNotFoundException($"There is no folder '{root}'.");
        var kinds = string.Join(", ", options.Extensions);
        if (options.LabelMode == LabelMode.None)
        {
            var all = Pictures(root, options).Select(p => (p, 0)).ToList();
            return all.Count > 0 ? ([], all) : throw new ArgumentException($"There are no pictures ({kinds}) in or below '{root}'.", nameof(folder));
        }

        string[] classFolders = [.. Directory.EnumerateDirectories(root).Where(IsShown).Order(StringComparer.Ordinal)];
        if (classFolders.Length == 0)
            throw new ArgumentException($"'{root}' has no class folders: there must be one folder per class, named after it, with its pictures in it.", nameof(folder));
        if (options.LabelMode == LabelMode.Binary && classFolders.Length != 2)
            throw new ArgumentException($"A binary label needs exactly two class folders; '{root}' has {classFolders.Length}: {string.Join(", ", classFolders.Select(Path.GetFileName))}.", nameof(folder));
        var files = classFolders.SelectMany((path, index) => Pictures(path, options).Select(p => (p, index))).ToList();
        return files.Count > 0
            ? ([.. classFolders.Select(p => Path.GetFileName(p)!)], files)
            : throw new ArgumentException($"The class folders of '{root}' hold no pictures ({kinds}).", nameof(folder));
    }

    private static IEnumerable<string> Pictures(string folder, ImagesFromDirectoryOptions options) => Directory
        .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(f => Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).All(IsShown) && options.Extensions.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
        .Order(StringComparer.Ordinal);

    /// <summary>Names that start with a dot are no pictures: macOS and notebooks leave such files and folders among them.</summary>
    private static bool IsShown(string path) => !Path.GetFileName(path).StartsWith('.');
}
