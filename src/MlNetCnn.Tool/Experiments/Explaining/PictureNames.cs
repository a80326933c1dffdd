namespace MlNetCnn.Tool.Experiments.Explaining;

/// <summary>What the files made of pictures start with.</summary>
internal static class PictureNames
{
    /// <summary>The pictures' paths below a folder without their endings, the folders' names parted by dashes; each name once. Of a single picture nothing.</summary>
    public static IReadOnlyList<(string File, string Name)> Of(IReadOnlyList<string> files, string root)
    {
        if (files is [var only]) return [(only, "")];
        List<(string File, string Name)> named = [];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (var file in files)
        {
            var name = Path.ChangeExtension(Path.GetRelativePath(root, file), null).Replace(Path.DirectorySeparatorChar, '-');
            // Two pictures may differ in their endings alone.
            if (!taken.Add(name)) taken.Add(name = Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '-'));
            named.Add((file, name));
        }

        return named;
    }
}
