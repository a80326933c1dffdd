using System.Numerics;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>Walks a version 2 B-tree in key order (section III.A.2).</summary>
internal static class BTreeV2
{
    /// <summary>Signature, version, type and checksum of a node.</summary>
    private const int NodeOverhead = 10;

    private const int DeepestTree = 32;

    /// <summary>All records, each at its first byte.</summary>
    /// <param name="visits">Notes the nodes.</param>
    /// <param name="type">The record type that is expected, or one of two.</param>
    public static IEnumerable<Hdf5Block> Records(Hdf5Source source, long address, Visits visits, int type, string what, int? otherType = null)
    {
        var head = source.Block(address, 22 + source.OffsetSize + source.LengthSize, what);
        head.Signature("BTHD");
        head.VerifyChecksum();
        head.Version(0);
        var found = head.U8();
        if (found != type && found != otherType) throw head.Fail($"{what} should have records of type {type} and has type {found}");
        var nodeSize = head.Size32();
        var recordSize = head.U16();
        var depth = head.U16();
        head.Skip(2);
        var root = head.Offset();
        var rootCount = head.U16();
        if (root == Hdf5Source.Undefined || rootCount == 0) return [];
        if (recordSize == 0 || nodeSize <= NodeOverhead + recordSize) throw head.Fail($"{what} has nodes of {nodeSize} bytes for records of {recordSize}");
        if (depth > DeepestTree) throw head.Fail($"{what} is {depth} levels deep");
        source.Check(root, nodeSize, what);

        // How many bytes the counts in child pointers take follows from how many records a node of each level can hold.
        var largest = (nodeSize - NodeOverhead) / recordSize;
        var countSize = BytesFor(largest);
        var totalSizes = new int[depth + 1];
        UInt128 total = (UInt128)largest;
        for (var level = 1; level <= depth; level++)
        {
            var pointer = source.OffsetSize + countSize + totalSizes[level - 1];
            var records = (nodeSize - NodeOverhead - pointer) / (recordSize + pointer);
            if (records <= 0) throw head.Fail($"{what} has nodes of {nodeSize} bytes, too small for records of {recordSize}");
            total = (UInt128)(records + 1) * total + (UInt128)records;
            if (total > long.MaxValue) throw head.Fail($"{what} is implausibly deep");
            totalSizes[level] = BytesFor((long)total);
        }

        var result = new List<Hdf5Block>();
        Walk(root, rootCount, depth);
        return result;

        void Walk(long node, long count, int level)
        {
            var pointer = level == 0 ? 0 : source.OffsetSize + countSize + totalSizes[level - 1];
            var used = 6 + count * recordSize + (level == 0 ? 0 : (count + 1) * pointer) + 4;
            if (used > nodeSize) throw source.Fail(node, $"a node of {what} with {count} records does not fit {nodeSize} bytes");
            var block = source.Block(node, used, $"a node of {what}");
            visits.Enter(node, used);
            source.Take(node, count * Hdf5Source.BlockOverhead, what);
            block.Signature(level == 0 ? "BTLF" : "BTIN");
            block.VerifyChecksum();
            block.Version(0);
            if (block.U8() != found) throw block.Fail($"a node of {what} has another record type than its tree");
            var records = new Hdf5Block[count];
            for (var i = 0; i < count; i++) records[i] = block.Part(recordSize, $"a record of {what}");
            for (var i = 0; i <= count; i++)
            {
                if (level > 0)
                {
                    var child = block.Offset();
                    var childCount = block.Unsigned(countSize);
                    if (level > 1) block.Unsigned(totalSizes[level - 1]);
                    if (childCount > largest) throw block.Fail($"a node of {what} claims {childCount} records; {largest} fit");
                    Walk(child, childCount, level - 1);
                }

                if (i < count) result.Add(records[i]);
            }
        }
    }

    /// <summary>Bytes that HDF5 sets aside for numbers up to a limit.</summary>
    public static int BytesFor(long limit) => BitOperations.Log2((ulong)limit) / 8 + 1;
}
