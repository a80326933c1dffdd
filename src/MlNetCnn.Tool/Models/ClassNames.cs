using MlNetCnn.Keras;

namespace MlNetCnn.Tool.Models;

/// <summary>Names of a network's classes.</summary>
internal static class ClassNames
{
    /// <summary>File of class names that lies beside a model made here.</summary>
    public const string FileName = "classes.txt";

    /// <summary>Reads Keras's <c>imagenet_class_index.json</c>, or a text file with a name on each line.</summary>
    public static IReadOnlyList<string> Read(string path)
    {
        if (!File.Exists(path)) throw new UserErrorException($"The file of class names '{path}' does not exist.");
        if (Path.GetExtension(path).Equals(".json", StringComparison.OrdinalIgnoreCase))
        {
            var index = ImageNetClasses.Load(path);
            return [.. Enumerable.Range(0, index.Count).Select(index.Name)];
        }

        var names = File.ReadAllLines(path).Select(l => l.Trim()).ToList();
        while (names.Count > 0 && names[^1].Length == 0) names.RemoveAt(names.Count - 1);
        return names;
    }

    /// <summary>
    /// The names that a user gave, else those that lie beside the model: in the file that was made with it, or for an application in the one that Keras keeps for all of them. Null
    /// where there are none.
    /// </summary>
    public static IReadOnlyList<string>? Of(ModelChoice choice, ApplicationInfo? application)
    {
        if (choice.Classes is { } given) return Read(given);
        var file = Path.Combine(Path.GetDirectoryName(choice.File)!, application is null ? FileName : "imagenet_class_index.json");
        return File.Exists(file) ? Read(file) : null;
    }

    /// <summary>Refuses names that are not as many as the classes.</summary>
    public static void Check(IReadOnlyList<string>? names, int classes, string? path)
    {
        if (names is not null && names.Count != classes)
            throw new UserErrorException($"'{path}' names {names.Count} classes; the model has {classes}.");
    }
}
