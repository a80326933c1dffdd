using System.Globalization;
using System.Text;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>The attributes of a group or dataset: small named values beside the data.</summary>
internal sealed class Hdf5Attributes
{
    /// <summary>Bytes of memory of an attribute besides its name and value.</summary>
    private const int Rough = 200;

    private readonly Hdf5File file;
    private readonly string path;
    private readonly List<string> names = [];
    private readonly Dictionary<string, Hdf5Block> bodies = new(StringComparer.Ordinal);

    public Hdf5Attributes(Hdf5File file, string path, ObjectHeader header)
    {
        this.file = file;
        this.path = path;
        foreach (var message in header.Messages)
        {
            if (message.Kind != MessageKind.Attribute) continue;
            if (message.IsShared) throw message.Body.Fail("a shared attribute is not supported; write the file without shared object header messages");
            Add(message.Body.Rewound());
        }

        if (header.Find(MessageKind.AttributeInfo) is { } info) AddDense(info.Body);
    }

    /// <summary>Names: in file order, or by name where the file keeps many attributes in an index.</summary>
    public IReadOnlyList<string> Names => names;

    /// <summary>Whether there is an attribute of that name.</summary>
    public bool Contains(string name) => bodies.ContainsKey(name);

    /// <summary>Dimensions of the value; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape(string name) => Open(name).Space.Dimensions;

    /// <summary>Element type of the value.</summary>
    public Hdf5Type Type(string name) => Open(name).Type;

    /// <summary>A single string (scalar, or an array of one).</summary>
    public string ReadString(string name)
    {
        var strings = ReadStrings(name);
        return strings.Length == 1 ? strings[0] : throw Fail(name, $"one string is expected and there are {strings.Length}");
    }

    /// <summary>All strings of an array, or the one of a scalar. An empty array of any type gives none, as Keras writes <c>weight_names</c> of a layer without weights as an empty float array.</summary>
    public string[] ReadStrings(string name)
    {
        var value = Open(name);
        if (value.Space.Count == 0) return [];
        if (value.Type.Kind is not (Hdf5Kind.FixedString or Hdf5Kind.VariableString)) throw Fail(name, $"strings are expected and the type is {value.Type}");
        return ElementReader.Strings(value.Type, value.Data, value.Count, file.Source, file.Heap, Place(name));
    }

    /// <summary>
    /// All strings of an attribute that Keras may have split because it was larger than 64 KB: <c>name</c> where it is present,
    /// else <c>name0</c>, <c>name1</c> ... one after the other.
    /// </summary>
    public string[] ReadStringsChunked(string name)
    {
        if (Contains(name)) return ReadStrings(name);
        var all = new List<string>();
        var chunk = 0;
        for (; Contains(Chunk(name, chunk)); chunk++) all.AddRange(ReadStrings(Chunk(name, chunk)));
        return chunk > 0 ? [.. all] : throw Missing(name);
    }

    /// <summary>Whether <see cref="ReadStringsChunked"/> finds the attribute, whole or split.</summary>
    public bool ContainsChunked(string name) => Contains(name) || Contains(Chunk(name, 0));

    /// <summary>A single number.</summary>
    public double ReadNumber(string name)
    {
        var numbers = ReadNumbers(name);
        return numbers.Length == 1 ? numbers[0] : throw Fail(name, $"one number is expected and there are {numbers.Length}");
    }

    /// <summary>All numbers of an array, or the one of a scalar.</summary>
    public double[] ReadNumbers(string name)
    {
        var value = Open(name);
        if (value.Space.Count > 0 && value.Type.Kind is not (Hdf5Kind.Integer or Hdf5Kind.Float)) throw Fail(name, $"numbers are expected and the type is {value.Type}");
        file.Source.Take(Place(name), 8L * value.Count, "the numbers");
        var numbers = new double[value.Count];
        if (numbers.Length > 0) ElementReader.Doubles(value.Type, value.Data.Span, numbers);
        return numbers;
    }

    /// <summary>A single integer.</summary>
    public long ReadInteger(string name)
    {
        var value = Open(name);
        if (value.Space.Count != 1 || value.Type.Kind != Hdf5Kind.Integer) throw Fail(name, $"one integer is expected and there are {value.Space.Count} of type {value.Type}");
        Span<long> one = stackalloc long[1];
        return ElementReader.Integers(value.Type, value.Data.Span, one) ? one[0] : throw Fail(name, "the integer is too large");
    }

    private static string Chunk(string name, int chunk) => name + chunk.ToString(CultureInfo.InvariantCulture);

    private string Place(string name) => $"{path}@{name}";

    private ModelFormatException Fail(string name, string message) => file.Source.Fail(Place(name), message);

    private ModelFormatException Missing(string name) => Fail(name, names.Count == 0
        ? "there is no such attribute (there is none at all)"
        : $"there is no such attribute; there are: {string.Join(", ", names.Take(20))}{(names.Count > 20 ? " ..." : "")}");

    private void AddDense(Hdf5Block info)
    {
        info.Version(0);
        var flags = info.U8();
        if ((flags & 1) != 0) info.Skip(2);
        long heapAddress = info.Offset(), tree = info.Offset();
        if (heapAddress == Hdf5Source.Undefined || tree == Hdf5Source.Undefined) return;
        var heap = FractalHeap.Open(file.Source, heapAddress);
        foreach (var record in BTreeV2.Records(file.Source, tree, file.Source.Metadata, 8, "the index of dense attributes"))
        {
            // Record: heap id of 8 bytes, message flags, creation order, hash of the name.
            var id = record.Part(8, "the heap id of an attribute");
            if ((record.U8() & 2) != 0) throw record.Fail("a shared attribute is not supported; write the file without shared object header messages");
            Add(heap.Read(id, "an attribute message"));
        }

        // The index is in the order of hashes.
        names.Sort(StringComparer.Ordinal);
    }

    private void Add(Hdf5Block body)
    {
        var name = ReadName(body, out _);
        file.Source.Take(path, Rough + 4L * name.Length, "the attributes");
        if (!bodies.TryAdd(name, body.Rewound())) throw body.Fail($"{path} has two attributes '{name}'");
        names.Add(name);
    }

    private static string ReadName(Hdf5Block body, out (int Version, int Flags, int TypeSize, int SpaceSize) prefix)
    {
        var version = body.U8();
        if (version is < 1 or > 3) throw body.Fail($"an attribute message has version {version}; versions 1 to 3 are understood");
        var flags = body.U8();
        int nameSize = body.U16(), typeSize = body.U16(), spaceSize = body.U16();
        if (version == 3) body.Skip(1);
        var name = body.Take(version == 1 ? nameSize + 7 & ~7 : nameSize)[..nameSize];
        prefix = (version, version == 1 ? 0 : flags, typeSize, spaceSize);
        var end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    private Value Open(string name)
    {
        if (!bodies.TryGetValue(name, out var stored)) throw Missing(name);
        var body = stored.Rewound();
        ReadName(body, out var prefix);
        var type = Hdf5Type.Read(new HeaderMessage(MessageKind.Datatype, (prefix.Flags & 1) != 0 ? 2 : 0, Padded(prefix.TypeSize, "a datatype")));
        var space = Dataspace.Read(new HeaderMessage(MessageKind.Dataspace, (prefix.Flags & 2) != 0 ? 2 : 0, Padded(prefix.SpaceSize, "a dataspace")));
        if (space.Count > body.Remaining / type.Size) throw Fail(name, $"{space.Count} elements of {type.Size} bytes do not fit the {body.Remaining} bytes of the attribute");
        return new Value(type, space, body.Bytes.Slice(body.Position, (int)space.Count * type.Size));

        Hdf5Block Padded(int size, string what)
        {
            var part = body.Part(size, what);
            if (prefix.Version == 1) body.Skip(-size & 7);
            return part;
        }
    }

    private readonly record struct Value(Hdf5Type Type, Dataspace Space, ReadOnlyMemory<byte> Data)
    {
        public int Count => (int)Space.Count;
    }
}
