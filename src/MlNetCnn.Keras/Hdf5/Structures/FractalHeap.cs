using System.Numerics;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// Objects of a fractal heap, in which newer files keep many links or attributes (section III.G): managed objects in blocks that double in
/// size, huge ones on their own, tiny ones within their id.
/// </summary>
internal sealed class FractalHeap
{
    private const int DeepestBlock = 64;

    private readonly Hdf5Source source;
    private readonly long address;
    private readonly int idLength;
    private readonly int width;
    private readonly long startSize;
    private readonly long largestDirect;
    private readonly int offsetBytes;
    private readonly int lengthBytes;
    private readonly bool checksums;
    private readonly long rootAddress;
    private readonly int rootRows;
    private readonly int heapBits;
    private readonly long hugeTree;
    private readonly Visits objects;
    private readonly Dictionary<long, Hdf5Block> direct = [];
    private Dictionary<long, (long Address, long Length)>? huge;

    private FractalHeap(Hdf5Source source, long address)
    {
        this.source = source;
        this.address = address;
        objects = new Visits(source, "a fractal heap");
        var o = source.OffsetSize;
        var l = source.LengthSize;
        var head = source.Block(address, 26L + 3 * o + 12 * l, "a fractal heap");
        head.Signature("FRHP");
        head.Version(0);
        idLength = head.U16();
        if (head.U16() != 0) throw head.Fail("a fractal heap with compressed blocks is not supported");
        checksums = (head.U8() & 2) != 0;
        var largestManaged = head.U32();
        head.Skip(l);
        hugeTree = head.Offset();
        head.Skip(l + o + 8 * l);
        width = head.U16();
        startSize = head.Length();
        largestDirect = head.Length();
        heapBits = head.U16();
        head.Skip(2);
        rootAddress = head.Offset();
        rootRows = head.U16();
        head.VerifyChecksum();
        if (width == 0 || startSize < 1 || !BitOperations.IsPow2(startSize) || !BitOperations.IsPow2(largestDirect) || largestDirect < startSize
            || largestDirect > 1L << 32 || heapBits is 0 or > 63 || idLength < 2 || largestManaged == 0)
            throw head.Fail("the proportions of a fractal heap are not plausible");
        offsetBytes = (heapBits + 7) / 8;
        lengthBytes = Math.Min(BTreeV2.BytesFor(largestDirect), BTreeV2.BytesFor(largestManaged));
    }

    public static FractalHeap Open(Hdf5Source source, long address) => new(source, address);

    /// <summary>The object of a heap id.</summary>
    public Hdf5Block Read(Hdf5Block id, string what)
    {
        var first = id.U8();
        if (first >> 6 != 0) throw id.Fail("a fractal heap id has an unknown version");
        switch (first >> 4 & 3)
        {
            case 0:
                var offset = id.Unsigned(offsetBytes);
                var length = id.Unsigned(lengthBytes);
                objects.Spend(address, length);
                return Managed(offset, length, what);
            case 1:
                return Huge(id, what);
            case 2:
                var size = (idLength <= 18 ? first & 15 : (first & 15) << 8 | id.U8()) + 1;
                return id.Part(size, what);
            default:
                throw id.Fail("a fractal heap id has an unknown type");
        }
    }

    private Hdf5Block Huge(Hdf5Block id, string what)
    {
        long at, length;
        if (idLength - 1 >= source.OffsetSize + source.LengthSize)
        {
            at = id.Offset();
            length = id.Length();
        }
        else
        {
            huge ??= ReadHuge();
            if (!huge.TryGetValue(id.Unsigned(Math.Min(8, idLength - 1)), out var place)) throw id.Fail("a huge object is not in the index of its fractal heap");
            (at, length) = place;
        }

        objects.Spend(address, length);
        return source.Block(at, length, what);
    }

    private Dictionary<long, (long, long)> ReadHuge()
    {
        var places = new Dictionary<long, (long, long)>();
        if (hugeTree == Hdf5Source.Undefined) return places;
        foreach (var record in BTreeV2.Records(source, hugeTree, source.Metadata, 1, "the index of huge objects"))
        {
            long at = record.Offset(), length = record.Length();
            places[record.Length()] = (at, length);
        }

        return places;
    }

    private Hdf5Block Managed(long offset, long length, string what)
    {
        var block = rootAddress;
        long blockStart = 0;
        var rows = rootRows;
        if (rows == 0) return Object(block, startSize, offset, length, what);
        for (var depth = 0; depth < DeepestBlock; depth++)
        {
            // Which row and column of the doubling table holds the offset.
            var within = offset - blockStart;
            var (row, rowStart) = Row(within);
            if (row >= rows) throw source.Fail(block, "an object lies outside of its fractal heap");
            var size = RowSize(row);
            var column = (within - rowStart) / size;
            blockStart += rowStart + column * size;
            var entry = (long)row * width + column;
            var child = source.Block(block + 5 + source.OffsetSize + offsetBytes + entry * source.OffsetSize, source.OffsetSize, "an indirect block of a fractal heap");
            CheckIndirect(block);
            block = child.Offset();
            if (size <= largestDirect) return Object(block, size, offset - blockStart, length, what);
            rows = BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)startSize * (ulong)width) + 1;
            if (rows <= 0) break;
        }

        throw source.Fail(address, "a fractal heap is nested too deeply");
    }

    private void CheckIndirect(long block)
    {
        var head = source.Block(block, 5 + source.OffsetSize, "an indirect block of a fractal heap");
        head.Signature("FHIB");
        head.Version(0);
        if (head.Offset() != address) throw head.Fail("an indirect block belongs to another fractal heap");
    }

    private (int Row, long Start) Row(long within)
    {
        var first = startSize * width;
        if (within < first) return (0, 0);
        var row = BitOperations.Log2((ulong)(within / first)) + 1;
        return (row, first << (row - 1));
    }

    private long RowSize(int row) => row == 0 ? startSize : startSize << (row - 1);

    private Hdf5Block Object(long block, long size, long offset, long length, string what)
    {
        if (!direct.TryGetValue(block, out var bytes))
        {
            bytes = source.Block(block, size, "a direct block of a fractal heap");
            source.Metadata.Enter(block, size);
            bytes.Signature("FHDB");
            bytes.Version(0);
            if (bytes.Offset() != address) throw bytes.Fail("a direct block belongs to another fractal heap");
            bytes.Skip(offsetBytes);
            if (checksums) VerifyDirect(block, bytes, bytes.Position);
            direct.Add(block, bytes);
        }

        var all = bytes.Rewound();
        if (offset < 0 || offset > size || length > size - offset) throw all.Fail($"an object of {length} bytes at {offset} does not fit its block of {size} bytes");
        all.Skip((int)offset);
        return all.Part((int)length, what);
    }

    /// <summary>The checksum of a direct block is taken with zeros in its own place.</summary>
    private void VerifyDirect(long block, Hdf5Block bytes, int at)
    {
        var stored = bytes.U32();
        var copy = bytes.Bytes.ToArray();
        copy.AsSpan(at, 4).Clear();
        if (source.VerifyChecksums && JenkinsHash.Compute(copy) != stored) throw source.Fail(block, "a direct block of a fractal heap has a wrong checksum: the file is corrupt");
    }
}
