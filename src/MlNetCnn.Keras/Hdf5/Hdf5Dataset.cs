using System.Runtime.InteropServices;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>A dataset: an n-dimensional array of elements of one type, row by row.</summary>
internal sealed class Hdf5Dataset : Hdf5Object
{
    private const int BufferSize = 1 << 20;

    private readonly Dataspace space;
    private readonly DataLayout layout;
    private readonly FilterPipeline filters;

    public Hdf5Dataset(Hdf5File file, string path, ObjectHeader header)
        : base(file, path, header)
    {
        space = Dataspace.Read(header.Find(MessageKind.Dataspace) ?? throw Fail("a dataset without a dataspace"));
        Type = Hdf5Type.Read(header.Find(MessageKind.Datatype) ?? throw Fail("a dataset without a datatype"));
        layout = DataLayout.Read(header.Find(MessageKind.Layout) ?? throw Fail("a dataset without a data layout"));
        filters = FilterPipeline.Read(header.Find(MessageKind.FilterPipeline));
        if (header.Has(MessageKind.ExternalFiles)) throw Fail("the elements are in other files, and external data files are not read");
        Shape = space.Dimensions;
    }

    /// <summary>Size of each dimension; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Count => space.Count;

    /// <summary>Element type as stored.</summary>
    public Hdf5Type Type { get; }

    /// <summary>All elements as singles; from any integer or float type, of either byte order.</summary>
    /// <exception cref="ModelFormatException">The elements are no numbers, or the file is damaged.</exception>
    public float[] ReadSingles()
    {
        RequireNumbers();
        CheckSize();
        File.Source.Take(Path, sizeof(float) * Count, "the data");
        var values = GC.AllocateUninitializedArray<float>((int)Count);
        ReadSingles(values);
        return values;
    }

    /// <summary>All elements as singles into memory of the caller's, which must have <see cref="Count"/> elements.</summary>
    public void ReadSingles(Span<float> into)
    {
        RequireNumbers();
        if (into.Length != Count) throw new ArgumentException($"{Path} has {Count} elements and there is room for {into.Length}.", nameof(into));
        var size = CheckSize();
        if (into.IsEmpty) return;
        if (layout.Compact is { } compact)
        {
            ElementReader.Singles(Type, compact.Span[..size], into);
            return;
        }

        if (layout.ChunkShape is not null || layout.Address == Hdf5Source.Undefined)
        {
            into.Fill(FillValue.Find(Header)?.Single(Type) ?? 0);
            if (layout.ChunkShape is not null) Chunks().Read([], into);
            return;
        }

        if (Type is { Kind: Hdf5Kind.Float, Size: 4, BigEndian: false } && BitConverter.IsLittleEndian)
        {
            for (var done = 0; done < into.Length; done += BufferSize)
            {
                var part = into[done..Math.Min(into.Length, done + BufferSize)];
                File.Source.Read(layout.Address + 4L * done, MemoryMarshal.AsBytes(part), Path);
            }

            return;
        }

        File.Source.Take(Path, Math.Min(Count, BufferSize) * Type.Size, "the data");
        var buffer = new byte[Math.Min(Count, BufferSize) * Type.Size];
        for (var done = 0; done < into.Length; done += BufferSize)
        {
            var part = into[done..Math.Min(into.Length, done + BufferSize)];
            var bytes = buffer.AsSpan(0, part.Length * Type.Size);
            File.Source.Read(layout.Address + (long)done * Type.Size, bytes, Path);
            ElementReader.Singles(Type, bytes, part);
        }
    }

    /// <summary>All elements as doubles; from any integer or float type.</summary>
    public double[] ReadDoubles()
    {
        RequireNumbers();
        var bytes = ReadBytes();
        File.Source.Take(Path, sizeof(double) * Count, "the data");
        var values = new double[Count];
        ElementReader.Doubles(Type, bytes, values);
        return values;
    }

    /// <summary>All elements as integers; from any integer type.</summary>
    public long[] ReadIntegers()
    {
        if (Type.Kind != Hdf5Kind.Integer && Count > 0) throw Fail($"integers are expected and the type is {Type}");
        var bytes = ReadBytes();
        File.Source.Take(Path, sizeof(long) * Count, "the data");
        var values = new long[Count];
        return values.Length == 0 || ElementReader.Integers(Type, bytes, values) ? values : throw Fail("an integer is too large");
    }

    /// <summary>All elements as strings, of fixed or variable length; UTF-8.</summary>
    public string[] ReadStrings()
    {
        if (Count == 0) return [];
        if (Type.Kind is not (Hdf5Kind.FixedString or Hdf5Kind.VariableString)) throw Fail($"strings are expected and the type is {Type}");
        return ElementReader.Strings(Type, ReadBytes(), (int)Count, File.Source, File.Heap, Path);
    }

    private void RequireNumbers()
    {
        if (Type.Kind is not (Hdf5Kind.Integer or Hdf5Kind.Float) && Count > 0) throw Fail($"numbers are expected and the type is {Type}");
    }

    /// <summary>Refuses, before anything is allocated, data that the file cannot hold.</summary>
    private int CheckSize()
    {
        var source = File.Source;
        if (Count > Array.MaxLength || Count > long.MaxValue / Type.Size) throw Fail($"{Count} elements are more than can be read at once");
        var size = Count * Type.Size;
        if (layout.Compact is { } compact)
        {
            if (size > compact.Length) throw Fail($"{size} bytes are expected and the header holds {compact.Length}");
        }
        else if (layout.ChunkShape is null && layout.Address != Hdf5Source.Undefined)
        {
            if (size > 0) source.Check(layout.Address, size, Path);
        }
        else if (size > source.LargestData)
        {
            throw Fail($"{size} bytes are more than a file of {source.Length} bytes can hold");
        }

        return (int)Math.Min(size, int.MaxValue);
    }

    /// <summary>All elements as stored, filters undone.</summary>
    private byte[] ReadBytes()
    {
        var size = CheckSize();
        if (size > Array.MaxLength) throw Fail($"{size} bytes are more than can be read at once");
        File.Source.Take(Path, size, "the data");
        if (layout.Compact is { } compact) return compact[..size].ToArray();
        var bytes = new byte[size];
        if (size == 0) return bytes;
        if (layout.ChunkShape is null && layout.Address != Hdf5Source.Undefined)
        {
            File.Source.Read(layout.Address, bytes, Path);
            return bytes;
        }

        FillValue.Find(Header)?.Fill(bytes, Type.Size);
        if (layout.ChunkShape is not null) Chunks().Read(bytes, []);
        return bytes;
    }

    private ChunkReader Chunks() => new(File.Source, new ChunkGrid(File.Source, Path, space, layout, Type.Size), filters, Type);
}
