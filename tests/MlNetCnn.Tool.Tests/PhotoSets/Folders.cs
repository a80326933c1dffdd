using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.PhotoSets;

/// <summary>Folders of files that look like pictures by their names; they hold no pictures.</summary>
internal static class Folders
{
    public static void Touch(TempFolder folder, params IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            var path = folder.File(name.Split('/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, name);
        }
    }
}
