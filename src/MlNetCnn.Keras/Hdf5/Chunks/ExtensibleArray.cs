using System.Numerics;

namespace MlNetCnn.Keras.Hdf5;

/// <summary>
/// Chunk index of a dataset with one unlimited dimension: elements in the index block, then in data blocks of growing size, the later ones
/// under secondary blocks (section VII.D).
/// </summary>
internal sealed class ExtensibleArray
{
    private const string What = "an extensible array of chunks";

    private readonly ChunkGrid grid;
    private readonly Hdf5Source source;
    private readonly ChunkElements elements;
    private readonly ChunkOrder order;
    private readonly Visits visits;
    private readonly List<StoredChunk> chunks = [];
    private readonly int indexBits;
    private readonly int inIndexBlock;
    private readonly int smallestBlock;
    private readonly int smallestSecondary;
    private readonly long pageElements;
    private readonly long indexBlock;
    private long next;

    private ExtensibleArray(ChunkGrid grid)
    {
        this.grid = grid;
        source = grid.Source;
        order = new ChunkOrder(grid);
        visits = new Visits(source, What);
        var head = source.Block(grid.Layout.Address, 16 + source.OffsetSize + 6 * source.LengthSize, What);
        head.Signature("EAHD");
        head.VerifyChecksum();
        head.Version(0);
        elements = new ChunkElements(grid, head.U8(), head.U8(), What);
        indexBits = head.U8();
        inIndexBlock = head.U8();
        smallestBlock = head.U8();
        smallestSecondary = head.U8();
        var pageBits = head.U8();
        head.Skip(6 * source.LengthSize);
        indexBlock = head.Offset();
        if (indexBits is 0 or > 62 || !BitOperations.IsPow2(smallestBlock) || !BitOperations.IsPow2(smallestSecondary) || smallestSecondary < 2
            || pageBits > 62 || BitOperations.Log2((uint)smallestBlock) >= indexBits)
            throw head.Fail($"the proportions of {What} are not plausible");
        pageElements = 1L << pageBits;
    }

    public static List<StoredChunk> Read(ChunkGrid grid)
    {
        var array = new ExtensibleArray(grid);
        if (array.indexBlock != Hdf5Source.Undefined) array.ReadIndexBlock();
        return array.chunks;
    }

    private void ReadIndexBlock()
    {
        // Secondary block u has 2^(u/2) data blocks of 2^((u+1)/2) times the smallest number of elements.
        var secondaryCount = 1 + indexBits - BitOperations.Log2((uint)smallestBlock);
        var inIndex = 2 * BitOperations.Log2((uint)smallestSecondary);
        var direct = 2 * (smallestSecondary - 1);
        var pointers = direct + Math.Max(0, secondaryCount - inIndex);
        var block = source.Block(indexBlock, 10 + source.OffsetSize + (long)inIndexBlock * elements.Size + (long)pointers * source.OffsetSize, What);
        Open(block, "EAIB");
        block.VerifyChecksum();
        elements.Read(block, 0, inIndexBlock, order, chunks);
        next = inIndexBlock;
        for (var u = 0; u < secondaryCount; u++)
        {
            if (u < inIndex)
            {
                for (long i = 0; i < DataBlocks(u); i++) ReadDataBlock(block.Offset(), ElementsOfBlock(u), null, 0);
                continue;
            }

            var secondary = block.Offset();
            if (secondary == Hdf5Source.Undefined) next += DataBlocks(u) * ElementsOfBlock(u);
            else ReadSecondary(secondary, DataBlocks(u), ElementsOfBlock(u));
        }
    }

    private static long DataBlocks(int secondary) => 1L << secondary / 2;

    private long ElementsOfBlock(int secondary) => (long)smallestBlock << (secondary + 1) / 2;

    private void ReadSecondary(long address, long dataBlocks, long elementCount)
    {
        var pages = elementCount > pageElements ? elementCount / pageElements : 0;
        var bitmapSize = (pages + 7) / 8;
        var size = (UInt128)dataBlocks * (UInt128)(bitmapSize + source.OffsetSize);
        if (size > (UInt128)source.Length) throw source.Fail(address, $"a secondary block of {What} of {size} bytes does not fit the file");
        var block = source.Block(address, 10 + source.OffsetSize + OffsetBytes + (long)size, What);
        Open(block, "EASB");
        block.VerifyChecksum();
        block.Skip(OffsetBytes);
        var bitmaps = block.Take((int)(dataBlocks * bitmapSize)).ToArray();
        for (long i = 0; i < dataBlocks; i++) ReadDataBlock(block.Offset(), elementCount, pages > 0 ? bitmaps : null, i * pages);
    }

    private int OffsetBytes => (indexBits + 7) / 8;

    private void ReadDataBlock(long address, long count, byte[]? bitmaps, long firstPage)
    {
        var first = next;
        next += count;
        if (address == Hdf5Source.Undefined) return;
        var prefix = 6 + source.OffsetSize + OffsetBytes;
        source.Check(address, count, What);
        var paged = count > pageElements;
        var block = source.Block(address, prefix + 4 + (paged ? 0 : count * elements.Size), What);
        Open(block, "EADB");
        block.VerifyChecksum();
        block.Skip(OffsetBytes);
        if (!paged)
        {
            elements.Read(block, first, count, order, chunks);
            return;
        }

        var size = pageElements * elements.Size + 4;
        for (long page = 0; page < count / pageElements; page++)
        {
            // One bit a page, most significant first, without gaps between data blocks (though each is given whole bytes of room).
            // Data blocks of the index block have no bitmap and all their pages.
            var bit = firstPage + page;
            if (bitmaps is not null && (bitmaps[bit / 8] >> (int)(7 - bit % 8) & 1) == 0) continue;
            var at = address + prefix + 4 + page * size;
            var pageBlock = source.Block(at, size, What);
            visits.Enter(at, size);
            pageBlock.VerifyChecksum();
            elements.Read(pageBlock, first + page * pageElements, pageElements, order, chunks);
        }
    }

    private void Open(Hdf5Block block, string signature)
    {
        visits.Enter(block.Address, block.Bytes.Length);
        block.Signature(signature);
        block.Version(0);
        block.Skip(1);
        if (block.Offset() != grid.Layout.Address) throw block.Fail($"{What} has a block of another dataset");
    }
}
