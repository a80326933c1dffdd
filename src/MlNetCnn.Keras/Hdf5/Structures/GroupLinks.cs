namespace MlNetCnn.Keras.Hdf5;

/// <summary>The links of a group, by name.</summary>
internal sealed class GroupLinks
{
    /// <summary>Bytes of memory of a link besides its name.</summary>
    private const int Rough = 160;

    private readonly List<string> names = [];
    private readonly Dictionary<string, Hdf5Link> links = new(StringComparer.Ordinal);

    private GroupLinks(Hdf5Source source, ObjectHeader header)
    {
        foreach (var link in ReadLinks(source, header))
        {
            if (link.Name.Length == 0 || link.Name.Contains('/')) throw source.Fail(header.Address, $"a member of a group has the name '{link.Name}', which is not possible");
            if (!links.TryAdd(link.Name, link)) throw source.Fail(header.Address, $"a group has two members '{link.Name}'");
            source.Take(header.Address, Rough + 4L * link.Name.Length, "the members of a group");
            names.Add(link.Name);
        }
    }

    /// <summary>Names in the order in which h5py iterates.</summary>
    public IReadOnlyList<string> Names => names;

    public static GroupLinks Read(Hdf5Source source, ObjectHeader header) => new(source, header);

    public bool TryGet(string name, out Hdf5Link link) => links.TryGetValue(name, out link);

    private static List<Hdf5Link> ReadLinks(Hdf5Source source, ObjectHeader header)
    {
        if (header.Find(MessageKind.SymbolTable) is not { } table) return LinkMessages.Read(source, header);
        long tree = table.Body.Offset(), heap = table.Body.Offset();
        return SymbolTable.Read(source, tree, heap);
    }
}
