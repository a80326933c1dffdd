namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// An HDF5 file, read as the "HDF5 File Format Specification Version 3.0" lays it out: what h5py and Keras write, and what any HDF5 file of plain
/// groups, numeric and string datasets and attributes has. Files are taken to be hostile: each size is checked before memory is set aside,
/// each structure is walked at most once, and only <see cref="ModelFormatException"/> tells of what is wrong. A file and what is opened from it are for one thread at a time.
/// </summary>
internal sealed class Hdf5File : IDisposable
{
    private readonly Dictionary<long, Lazy<Hdf5Attributes>> attributes = [];

    private Hdf5File(Hdf5Source source)
    {
        Source = source;
        Heap = new GlobalHeap(source);
        Links = new PerObject<GroupLinks>(address => GroupLinks.Read(source, source.Headers[address]));
        Root = Open("/", Superblock.Read(source)) as Hdf5Group ?? throw source.Fail("/", "the root should be a group");
    }

    /// <summary>The group that holds all others.</summary>
    public Hdf5Group Root { get; }

    /// <summary>Name or path of the file.</summary>
    public string Name => Source.Name;

    internal Hdf5Source Source { get; }

    internal GlobalHeap Heap { get; }

    /// <summary>Members of groups, by the address of the group.</summary>
    internal PerObject<GroupLinks> Links { get; }

    /// <summary>Opens a file; it is read where and when data is asked for, and closed by <see cref="Dispose"/>.</summary>
    /// <exception cref="ModelFormatException">It is no HDF5 file, or damaged, or uses what is not supported.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static Hdf5File Open(string path)
    {
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 16384, FileOptions.RandomAccess);
        return Open(new Hdf5Source(stream, path, owned: true));
    }

    /// <summary>Opens a seekable stream, which stays the caller's and must stay open.</summary>
    /// <param name="name">Name of the file, for messages.</param>
    public static Hdf5File Open(Stream stream, string name)
    {
        if (!stream.CanSeek) throw new ArgumentException("The stream must be seekable; read a stream that is not into memory first.", nameof(stream));
        return Open(new Hdf5Source(stream, name, owned: false));
    }

    /// <summary>Opens a file that is in memory.</summary>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="budget">The memory that reading may take, where the bytes are part of another file; null for its own.</param>
    public static Hdf5File Open(ReadOnlyMemory<byte> bytes, string name, ReadBudget? budget = null) =>
        Open(new Hdf5Source(new ReadOnlyMemoryStream(bytes), name, owned: true, budget));

    /// <summary>Whether bytes begin like an HDF5 file without user block.</summary>
    public static bool HasSignature(ReadOnlySpan<byte> bytes) => bytes.StartsWith(Superblock.Signature);

    /// <summary>Where in a stream an HDF5 file begins, which may be behind a user block; -1 where there is none. The stream is at its start then.</summary>
    public static long Find(Stream stream)
    {
        Span<byte> bytes = stackalloc byte[8];
        var found = -1L;
        // The signature is at byte 0, or behind a user block at 512, 1024, 2048 ...
        for (long at = 0; at + 8 <= stream.Length && found < 0; at = at == 0 ? 512 : at * 2)
        {
            stream.Position = at;
            if (stream.ReadAtLeast(bytes, 8, throwOnEndOfStream: false) == 8 && bytes.SequenceEqual(Superblock.Signature)) found = at;
        }

        stream.Position = 0;
        return found;
    }

    /// <summary>Counts the memory that a configuration of so many characters takes to be read.</summary>
    /// <exception cref="ModelFormatException">It is more than may be taken for this file.</exception>
    public void TakeConfig(int characters) => Source.Take("/@model_config", (long)Math.Min(characters, ReadLimits.ConfigCharacters) * ReadLimits.MemoryPerCharacter, "the configuration");

    /// <summary>Closes the file, where it was opened by its path.</summary>
    public void Dispose() => Source.Dispose();

    internal static Hdf5File Open(Hdf5Source source)
    {
        try
        {
            return new Hdf5File(source);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>The attributes of an object, which are parsed once, whatever the path by which it was reached.</summary>
    internal Hdf5Attributes Attributes(Hdf5Object item)
    {
        if (!attributes.TryGetValue(item.Address, out var value))
            attributes.Add(item.Address, value = new Lazy<Hdf5Attributes>(() => new Hdf5Attributes(this, item.Path, item.Header), LazyThreadSafetyMode.ExecutionAndPublication));
        return value.Value;
    }

    /// <summary>Opens the object at an address.</summary>
    internal Hdf5Object Open(string path, long address)
    {
        var header = Source.Headers[address];
        if (header.Has(MessageKind.Layout)) return new Hdf5Dataset(this, path, header);
        if (header.Has(MessageKind.SymbolTable) || header.Has(MessageKind.LinkInfo) || header.Has(MessageKind.Link)) return new Hdf5Group(this, path, header);
        throw Source.Fail(path, header.Has(MessageKind.Datatype) ? "is a named datatype, and a group or dataset is expected" : "is neither a group nor a dataset");
    }
}
