namespace MlNetCnn.Keras.Hdf5;

/// <summary>A group: named members, which are groups and datasets.</summary>
internal sealed class Hdf5Group : Hdf5Object
{
    private readonly GroupLinks links;

    public Hdf5Group(Hdf5File file, string path, ObjectHeader header)
        : base(file, path, header) => links = file.Links[header.Address];

    /// <summary>Names of the members: by name, or in order of creation where the file tracks it, as h5py iterates.</summary>
    public IReadOnlyList<string> Names => links.Names;

    /// <summary>Whether there is a member of that path below this group.</summary>
    public bool Contains(string path)
    {
        var group = this;
        var parts = Split(path);
        for (var i = 0; i < parts.Length; i++)
        {
            if (!group.links.TryGet(parts[i], out _)) return false;
            if (i == parts.Length - 1) break;
            if (group.Open(parts[i]) is not Hdf5Group next) return false;
            group = next;
        }

        return true;
    }

    /// <summary>The group at a path below this one.</summary>
    public Hdf5Group Group(string path) => Member(path) as Hdf5Group ?? throw Fail($"'{path}' is a dataset and a group is expected");

    /// <summary>The dataset at a path below this group.</summary>
    public Hdf5Dataset Dataset(string path) => Member(path) as Hdf5Dataset ?? throw Fail($"'{path}' is a group and a dataset is expected");

    /// <summary>The group or dataset at a path below this group; a path that begins with "/" counts from the root.</summary>
    /// <exception cref="ModelFormatException">There is none, or it is a soft or external link.</exception>
    public Hdf5Object Member(string path)
    {
        Hdf5Object current = path.StartsWith('/') ? File.Root : this;
        foreach (var part in Split(path))
            current = current is Hdf5Group group ? group.Open(part) : throw File.Source.Fail(current.Path, $"is a dataset and has no member '{part}'");
        return current;
    }

    /// <summary>All groups and datasets below this one, depth first in the order of <see cref="Names"/>; an object with several names comes once. Soft and external links are left out.</summary>
    public IEnumerable<Hdf5Object> Descendants()
    {
        var seen = new HashSet<long> { Address };
        var stack = new Stack<(Hdf5Group Group, int Next)>();
        stack.Push((this, 0));
        while (stack.TryPop(out var top))
        {
            if (top.Next >= top.Group.Names.Count) continue;
            stack.Push((top.Group, top.Next + 1));
            if (!top.Group.links.TryGet(top.Group.Names[top.Next], out var link) || link.Refusal is not null || !seen.Add(link.Address)) continue;
            var member = top.Group.Open(link.Name);
            yield return member;
            if (member is Hdf5Group group) stack.Push((group, 0));
        }
    }

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private Hdf5Object Open(string name)
    {
        if (!links.TryGet(name, out var link))
        {
            throw Fail(Names.Count == 0
                ? $"there is no member '{name}' (there is none at all)"
                : $"there is no member '{name}'; there are: {string.Join(", ", Names.Take(20))}{(Names.Count > 20 ? " ..." : "")}");
        }

        if (link.Refusal is { } refusal) throw Fail($"the member '{name}' {refusal}");
        var path = Path == "/" ? "/" + name : $"{Path}/{name}";
        if (path.Count('/') > ReadLimits.Hdf5Depth) throw Fail($"groups are nested more than {ReadLimits.Hdf5Depth} deep");
        return File.Open(path, link.Address);
    }
}
