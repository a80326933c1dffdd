using MlNetCnn.Keras.Hdf5;

namespace MlNetCnn.Keras.Formats;

/// <summary>
/// The groups of a <c>.weights.h5</c> by their paths, <c>layers/functional/layers/conv2d</c>, each with its weights in the group <c>vars</c>. tf.keras 2 put the system's separator between
/// the names, so that on Windows a path became one name of a group, <c>layers\functional\layers\conv2d</c>.
/// </summary>
internal sealed class StoreTree(Hdf5File file)
{
    private const string Own = "vars";

    /// <summary>Whether the paths of layers begin with a name.</summary>
    public bool Begins(string name) => file.Root.Contains(name) || file.Root.Names.Any(n => n.StartsWith(name + '\\', StringComparison.Ordinal));

    /// <summary>The weights of the layer at a path; null where there is none.</summary>
    public Hdf5Group? Variables(string path)
    {
        var place = file.Root.Contains(path) ? path : path.Replace('/', '\\');
        return file.Root.Contains($"{place}/{Own}") ? file.Root.Group($"{place}/{Own}") : null;
    }

    /// <summary>The paths of all layers, also of nested models.</summary>
    /// <param name="container">What a model's layers stand under.</param>
    public IEnumerable<string> Layers(string container)
    {
        foreach (var name in file.Root.Names.Where(n => n.StartsWith(container + '\\', StringComparison.Ordinal))) yield return name.Replace('\\', '/');
        if (!file.Root.Contains(container)) yield break;
        var open = new Stack<(Hdf5Group Group, string Path)>();
        open.Push((file.Root, ""));
        var seen = new HashSet<long> { file.Root.Address };
        while (open.TryPop(out var top))
        {
            foreach (var name in top.Group.Group(container).Names)
            {
                var path = $"{top.Path}{container}/{name}";
                yield return path;
                if (file.Root.Member(path) is not Hdf5Group group || !group.Contains(container)) continue;
                // Groups that hold each other would have more paths than anyone can walk.
                if (!seen.Add(group.Address)) throw new ModelFormatException("this group has several names; groups of layers have one.", file.Name, path);
                open.Push((group, path + "/"));
            }
        }
    }
}
