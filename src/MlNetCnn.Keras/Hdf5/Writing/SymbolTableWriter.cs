namespace MlNetCnn.Keras.Hdf5;

/// <summary>An object that was written.</summary>
/// <param name="Header">Address of its header.</param>
/// <param name="Tree">Groups: address of the B-tree; else 0.</param>
/// <param name="Heap">Groups: address of the local heap; else 0.</param>
internal readonly record struct WrittenObject(long Header, long Tree, long Heap)
{
    /// <summary>Appends the symbol table entry (section III.C); that of a group repeats where its members are.</summary>
    public void AppendEntry(ByteBuilder to, long nameOffset)
    {
        to.U64(nameOffset).U64(Header);
        if (Tree == 0) to.U32(0).U32(0).U64(0).U64(0);
        else to.U32(1).U32(0).U64(Tree).U64(Heap);
    }
}

/// <summary>Writes the members of an old-style group: local heap of names, symbol table nodes, B-tree (sections III.A.1, III.B to III.D).</summary>
internal static class SymbolTableWriter
{
    /// <summary>Half of the entries of a symbol table node, as the superblock tells.</summary>
    public const int LeafK = 4;

    /// <summary>Half of the children of a B-tree node, as the superblock tells.</summary>
    public const int InternalK = 16;

    private const int NodeSize = 24 + (4 * InternalK + 1) * 8;
    private const int TableSize = 8 + 2 * LeafK * 40;

    /// <summary>Appends the tables of a group to an image of the file.</summary>
    /// <param name="members">In the order of the UTF-8 bytes of their names.</param>
    public static (long Tree, long Heap) Write(ByteBuilder image, IReadOnlyList<(byte[] Name, WrittenObject Object)> members)
    {
        var offsets = new long[members.Count];
        var heap = WriteHeap(image, members, offsets);
        var children = new List<Child>();
        for (var first = 0; first < members.Count; first += 2 * LeafK)
        {
            var count = Math.Min(2 * LeafK, members.Count - first);
            var table = image.Length;
            image.Raw("SNOD"u8).U8(1).U8(0).U16(count);
            for (var i = first; i < first + count; i++) members[i].Object.AppendEntry(image, offsets[i]);
            image.Allocate(table + TableSize - image.Length);
            children.Add(new Child(table, offsets[first + count - 1]));
        }

        var level = 0;
        do children = WriteLevel(image, children, level++);
        while (children.Count > 1);
        return (children[0].Address, heap);
    }

    /// <summary>The heap begins with the empty name, which is the lower bound of the first key.</summary>
    private static long WriteHeap(ByteBuilder image, IReadOnlyList<(byte[] Name, WrittenObject Object)> members, long[] offsets)
    {
        const long NoFreeBlock = 1;
        var names = new ByteBuilder();
        names.U64(0);
        for (var i = 0; i < members.Count; i++)
        {
            offsets[i] = names.Length;
            names.Raw(members[i].Name).U8(0).Pad();
        }

        var heap = image.Length;
        image.Raw("HEAP"u8).U32(0).U64(names.Length).U64(NoFreeBlock).U64(heap + 32).Raw(names.Bytes);
        return heap;
    }

    private static List<Child> WriteLevel(ByteBuilder image, List<Child> children, int level)
    {
        const int Fanout = 2 * InternalK;
        var nodes = new List<Child>();
        var start = image.Length;
        var count = Math.Max(1, (children.Count + Fanout - 1) / Fanout);
        for (var n = 0; n < count; n++)
        {
            var node = image.Length;
            var mine = children.GetRange(n * Fanout, Math.Min(Fanout, children.Count - n * Fanout));
            image.Raw("TREE"u8).U8(0).U8(level).U16(mine.Count);
            image.U64(n == 0 ? Hdf5Source.Undefined : start + (n - 1) * NodeSize).U64(n == count - 1 ? Hdf5Source.Undefined : start + (n + 1) * NodeSize);
            image.U64(n == 0 ? 0 : children[n * Fanout - 1].LastName);
            foreach (var child in mine) image.U64(child.Address).U64(child.LastName);
            image.Allocate(node + NodeSize - image.Length);
            nodes.Add(new Child(node, mine.Count == 0 ? 0 : mine[^1].LastName));
        }

        return nodes;
    }

    /// <summary>A node below, with the heap offset of the last name in it.</summary>
    private readonly record struct Child(long Address, long LastName);
}
