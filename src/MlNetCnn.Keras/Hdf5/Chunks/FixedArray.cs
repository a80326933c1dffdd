namespace MlNetCnn.Keras.Hdf5;

/// <summary>Chunk index of a dataset of fixed extent: an array of chunk addresses, in pages where it is long (section VII.C).</summary>
internal static class FixedArray
{
    private const string What = "a fixed array of chunks";

    public static List<StoredChunk> Read(ChunkGrid grid)
    {
        var source = grid.Source;
        var head = source.Block(grid.Layout.Address, 12 + source.OffsetSize + source.LengthSize, What);
        head.Signature("FAHD");
        head.VerifyChecksum();
        head.Version(0);
        var reader = new ChunkElements(grid, head.U8(), head.U8(), What);
        var pageBits = head.U8();
        var count = head.Length();
        var address = head.Offset();
        if (address == Hdf5Source.Undefined || count == 0) return [];
        if (pageBits > 31) throw head.Fail($"{What} has pages of 2^{pageBits} elements");
        source.Check(address, 0, What);
        if (count > source.Length / reader.Size) throw head.Fail($"{What} claims {count} elements, more than the file can hold");

        var prefix = 6 + source.OffsetSize;
        var page = 1L << pageBits;
        var order = new ChunkOrder(grid);
        var chunks = new List<StoredChunk>();
        if (count <= page)
        {
            var block = source.Block(address, prefix + count * reader.Size + 4, What);
            Open(block);
            block.VerifyChecksum();
            reader.Read(block, 0, count, order, chunks);
            return chunks;
        }

        var pages = (count + page - 1) / page;
        var bitmap = source.Block(address, prefix + (pages + 7) / 8 + 4, What);
        Open(bitmap);
        bitmap.VerifyChecksum();
        var at = address + bitmap.Bytes.Length;
        var bits = bitmap.Take((int)((pages + 7) / 8)).ToArray();
        for (long i = 0; i < pages; i++)
        {
            var elements = Math.Min(page, count - i * page);
            var size = elements * reader.Size + 4;
            // Bits of the bitmap count from the most significant one.
            if ((bits[i / 8] >> (int)(7 - i % 8) & 1) != 0)
            {
                var block = source.Block(at, size, What);
                block.VerifyChecksum();
                reader.Read(block, i * page, elements, order, chunks);
            }

            at += size;
        }

        return chunks;

        void Open(Hdf5Block block)
        {
            block.Signature("FADB");
            block.Version(0);
            block.Skip(1);
            if (block.Offset() != grid.Layout.Address) throw block.Fail($"{What} has a block of another dataset");
        }
    }
}
