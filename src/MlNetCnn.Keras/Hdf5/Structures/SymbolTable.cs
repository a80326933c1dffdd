using System.Text;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Links of an old-style group: a version 1 B-tree of symbol table nodes, with names in a local heap (sections III.A.1, III.B to III.D).</summary>
internal static class SymbolTable
{
    public static List<Hdf5Link> Read(Hdf5Source source, long tree, long heap)
    {
        var links = new List<Hdf5Link>();
        var names = LocalHeap(source, heap);
        var visits = source.Metadata;
        var unusedNames = names.Bytes.Length;
        Walk(tree, null);
        return links;

        void Walk(long address, int? expectedLevel)
        {
            var head = source.Block(address, 8 + 2 * source.OffsetSize, "a B-tree node of a group");
            head.Signature("TREE");
            if (head.U8() != 0) throw head.Fail("the B-tree of a group should have node type 0");
            var level = head.U8();
            if (expectedLevel is { } expected && level != expected) throw head.Fail($"a B-tree node has level {level} where {expected} is expected");
            var count = head.U16();
            var entry = source.LengthSize + source.OffsetSize;
            var body = source.Block(address + head.Bytes.Length, (long)count * entry, "a B-tree node of a group");
            visits.Enter(address, head.Bytes.Length + body.Bytes.Length);
            for (var i = 0; i < count; i++)
            {
                body.Length();
                var child = body.Offset();
                if (level > 0) Walk(child, level - 1);
                else Node(child);
            }
        }

        void Node(long address)
        {
            var head = source.Block(address, 8, "a symbol table node");
            head.Signature("SNOD");
            head.Version(1);
            head.Skip(1);
            var count = head.U16();
            var entries = source.Block(address + 8, (long)count * (2 * source.OffsetSize + 24), "a symbol table node");
            visits.Enter(address, 8 + entries.Bytes.Length);
            for (var i = 0; i < count; i++)
            {
                var name = Name(names, entries.Offset(), "the name of a link");
                unusedNames -= name.Length;
                if (unusedNames < 0) throw names.Fail("the names of a group overlap: the file is corrupt");
                var target = entries.Offset();
                var cache = entries.U32();
                entries.Skip(4);
                var scratch = entries.Part(16, "a symbol table entry");
                links.Add(cache == 2
                    ? new Hdf5Link(name, Hdf5Source.Undefined, 0, $"is a soft link to '{Name(names, scratch.U32(), "the target of a soft link")}', and soft links are not followed")
                    : new Hdf5Link(name, target, 0, null));
            }
        }
    }

    private static Hdf5Block LocalHeap(Hdf5Source source, long address)
    {
        var head = source.Block(address, 8 + 2 * source.LengthSize + source.OffsetSize, "the local heap of a group");
        head.Signature("HEAP");
        head.Version(0);
        head.Skip(3);
        var size = head.Length();
        head.Length();
        var data = head.Offset();
        source.Metadata.Enter(data, size);
        return source.Block(data, size, "the local heap of a group");
    }

    private static string Name(Hdf5Block heap, long offset, string what)
    {
        if (offset < 0 || offset >= heap.Bytes.Length) throw heap.Fail($"{what} is at {offset} of a local heap of {heap.Bytes.Length} bytes");
        var rest = heap.Bytes.Span[(int)offset..];
        var end = rest.IndexOf((byte)0);
        if (end < 0) throw heap.Fail($"{what} has no end");
        return Encoding.UTF8.GetString(rest[..end]);
    }
}
