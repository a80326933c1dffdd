namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// Builds an HDF5 file in the oldest form of the format (superblock 0, symbol table groups, contiguous datasets), which is what h5py writes by
/// default and what every reader opens. There are no times in it: the same content gives the same bytes.
/// </summary>
/// <remarks>
/// The numbers of datasets are not copied: all metadata is laid out in memory first, then the file is written from its first byte to its last,
/// so that the stream need not be seekable.
/// </remarks>
internal sealed class Hdf5Writer
{
    private const int SuperblockSize = 96;

    /// <summary>The group that holds all others.</summary>
    public Hdf5GroupWriter Root { get; } = new("/", 0);

    /// <summary>Writes the whole file, from the current position of a stream on, which is not closed.</summary>
    public void Save(Stream stream)
    {
        var image = new ByteBuilder();
        var heap = new GlobalHeapWriter();
        var data = new List<(Hdf5DatasetWriter Dataset, int AddressAt)>();
        image.Allocate(SuperblockSize);
        Collect(Root, heap);
        heap.WriteTo(image);
        var root = WriteGroup(Root, image, heap, data);

        long end = image.Length;
        foreach (var (dataset, addressAt) in data)
        {
            image.PutU64(addressAt, end);
            end += dataset.Size + 7 & ~7L;
        }

        image.Put(0, Superblock(root, end));
        stream.Write(image.Bytes);
        Span<byte> padding = stackalloc byte[8];
        padding.Clear();
        foreach (var (dataset, _) in data)
        {
            dataset.WriteTo(stream);
            stream.Write(padding[..(int)(-dataset.Size & 7)]);
        }
    }

    private static void Collect(Hdf5ObjectWriter item, GlobalHeapWriter heap)
    {
        foreach (var attribute in item.Attributes.Pending) heap.Add(attribute);
        if (item is not Hdf5GroupWriter group) return;
        foreach (var (_, member) in group.Sorted()) Collect(member, heap);
    }

    private static ReadOnlySpan<byte> Superblock(WrittenObject root, long end)
    {
        var block = new ByteBuilder().Raw(Hdf5.Superblock.Signature).U32(0).U8(0).U8(8).U8(8).U8(0);
        block.U16(SymbolTableWriter.LeafK).U16(SymbolTableWriter.InternalK).U32(0);
        block.U64(0).U64(Hdf5Source.Undefined).U64(end).U64(Hdf5Source.Undefined);
        root.AppendEntry(block, 0);
        return block.Bytes;
    }

    private static WrittenObject WriteGroup(Hdf5GroupWriter group, ByteBuilder image, GlobalHeapWriter heap, List<(Hdf5DatasetWriter, int)> data)
    {
        var members = new List<(byte[] Name, WrittenObject Object)>();
        foreach (var (name, member) in group.Sorted())
        {
            members.Add((name, member is Hdf5GroupWriter inner
                ? WriteGroup(inner, image, heap, data)
                : new WrittenObject(WriteDataset((Hdf5DatasetWriter)member, image, heap, data), 0, 0)));
        }

        var (tree, names) = SymbolTableWriter.Write(image, members);
        var table = new ByteBuilder().U64(tree).U64(names);
        var header = WriteHeader(image, [(MessageKind.SymbolTable, table.Bytes.ToArray())], group.Attributes, heap);
        return new WrittenObject(header, tree, names);
    }

    private static long WriteDataset(Hdf5DatasetWriter dataset, ByteBuilder image, GlobalHeapWriter heap, List<(Hdf5DatasetWriter, int)> data)
    {
        // Fill value: version 2, allocated late, written if set, the default (zero). Layout: version 3, contiguous.
        var fill = new ByteBuilder().U8(2).U8(2).U8(2).U8(1).U32(0);
        var layout = new ByteBuilder().U8(3).U8(1).U64(Hdf5Source.Undefined).U64(dataset.Size);
        var start = image.Length;
        var header = WriteHeader(
            image,
            [
                (MessageKind.Layout, layout.Bytes.ToArray()), (MessageKind.Dataspace, Hdf5Encoding.Dataspace([.. dataset.Shape])),
                (MessageKind.Datatype, dataset.Type), (MessageKind.FillValue, fill.Bytes.ToArray()),
            ],
            dataset.Attributes,
            heap);

        // The layout is the first message: header prefix 16, message prefix 8, version and class 2 bytes.
        if (dataset.Size > 0) data.Add((dataset, start + 26));
        return header;
    }

    /// <summary>Appends an object header of version 1 (section IV.A.1.a) in one block.</summary>
    private static long WriteHeader(ByteBuilder image, (MessageKind Kind, byte[] Body)[] messages, Hdf5AttributesWriter attributes, GlobalHeapWriter heap)
    {
        var block = new ByteBuilder();
        foreach (var (kind, body) in messages) Message(kind, body);
        foreach (var attribute in attributes.Pending) Message(MessageKind.Attribute, attribute.Encode(i => heap.Find(attribute, i)));
        var header = image.Length;
        image.U8(1).U8(0).U16(messages.Length + attributes.Pending.Count).U32(1).U32(block.Length).U32(0).Raw(block.Bytes);
        return header;

        void Message(MessageKind kind, byte[] body) => block.U16((int)kind).U16(body.Length + 7 & ~7).U8(0).U8(0).U16(0).Raw(body).Pad();
    }
}
