namespace MlNetCnn.Keras.Hdf5;

/// <summary>A group to be written.</summary>
internal sealed class Hdf5GroupWriter : Hdf5ObjectWriter
{
    /// <summary>The deepest nesting that the reader follows.</summary>
    private const int DeepestPath = 100;

    private readonly Dictionary<string, Hdf5ObjectWriter> members = new(StringComparer.Ordinal);
    private readonly int depth;

    internal Hdf5GroupWriter(string path, int depth)
        : base(path) => this.depth = depth;

    /// <summary>Names of the members so far, in the order of the file: by their UTF-8 bytes.</summary>
    internal IReadOnlyList<(byte[] Name, Hdf5ObjectWriter Member)> Sorted()
    {
        var sorted = members.Select(m => (Name: Hdf5Encoding.Text(m.Key, "The name of a member"), Member: m.Value)).ToList();
        sorted.Sort((a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        return sorted;
    }

    /// <summary>The group at a path below this one; it and those on the way are made where they are not there yet.</summary>
    public Hdf5GroupWriter Group(string path)
    {
        var group = this;
        foreach (var name in Split(path)) group = group.Child(name);
        return group;
    }

    /// <summary>Adds a dataset of singles; groups on the way are made.</summary>
    /// <param name="path">Path below this group.</param>
    /// <param name="shape">Size of each dimension; none make a scalar.</param>
    /// <param name="values">The elements, row by row; they are read when the file is saved.</param>
    /// <exception cref="ArgumentException">The number of values is not that of the shape, or there is such a member.</exception>
    public Hdf5DatasetWriter Dataset(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<float> values) => Add(path, shape, values, Hdf5Encoding.Single());

    /// <summary>Adds a dataset of doubles.</summary>
    public Hdf5DatasetWriter Dataset(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<double> values) => Add(path, shape, values, Hdf5Encoding.Double());

    /// <summary>Adds a dataset of 32-bit integers.</summary>
    public Hdf5DatasetWriter Dataset(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<int> values) => Add(path, shape, values, Hdf5Encoding.Integer(4, signed: true));

    /// <summary>Adds a dataset of 64-bit integers.</summary>
    public Hdf5DatasetWriter Dataset(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<long> values) => Add(path, shape, values, Hdf5Encoding.Integer(8, signed: true));

    /// <summary>Adds a dataset of bytes.</summary>
    public Hdf5DatasetWriter Dataset(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<byte> values) => Add(path, shape, values, Hdf5Encoding.Integer(1, signed: false));

    private static string[] Split(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private Hdf5DatasetWriter Add<T>(string path, ReadOnlySpan<long> shape, ReadOnlyMemory<T> values, byte[] type)
        where T : unmanaged
    {
        var parts = Split(path);
        if (parts.Length == 0) throw new ArgumentException($"A dataset of {Path} needs a name.", nameof(path));
        var group = this;
        foreach (var name in parts[..^1]) group = group.Child(name);
        var dataset = Hdf5DatasetWriter.Create(group.PathOf(parts[^1]), shape, values, type);
        if (!group.members.TryAdd(parts[^1], dataset)) throw new ArgumentException($"{dataset.Path} is there already.", nameof(path));
        return dataset;
    }

    private Hdf5GroupWriter Child(string name)
    {
        if (members.TryGetValue(name, out var member))
            return member as Hdf5GroupWriter ?? throw new ArgumentException($"{member.Path} is a dataset, and a group is expected.", nameof(name));
        if (depth + 1 >= DeepestPath) throw new ArgumentException($"{Path} is nested {DeepestPath} deep; no more is supported.", nameof(name));
        var group = new Hdf5GroupWriter(PathOf(name), depth + 1);
        members.Add(name, group);
        return group;
    }

    private string PathOf(string name)
    {
        Hdf5Encoding.Text(name, $"The name of a member of {Path}");
        return Path == "/" ? "/" + name : $"{Path}/{name}";
    }
}
