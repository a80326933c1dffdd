namespace MlNetCnn.Keras.Hdf5;

/// <summary>Looks up objects of global heap collections, where variable-length strings are kept (section III.E).</summary>
internal sealed class GlobalHeap(Hdf5Source source)
{
    private readonly PerObject<Dictionary<int, (long Address, long Size)>> collections = new(address => ReadCollection(source, address));

    /// <summary>Bytes of one object.</summary>
    /// <param name="collection">Address of the collection.</param>
    /// <param name="index">Number of the object in it.</param>
    /// <param name="length">Bytes wanted, from the first.</param>
    public ReadOnlyMemory<byte> Read(long collection, int index, long length)
    {
        if (!collections[collection].TryGetValue(index, out var place))
            throw source.Fail(collection, $"a global heap collection has no object {index}");
        if (length > place.Size)
            throw source.Fail(place.Address, $"object {index} of a global heap collection has {place.Size} bytes, and {length} are asked for");
        return source.Block(place.Address, length, "an object in a global heap").Bytes;
    }

    private static Dictionary<int, (long Address, long Size)> ReadCollection(Hdf5Source source, long address)
    {
        var head = source.Block(address, 8 + source.LengthSize, "a global heap collection");
        head.Signature("GCOL");
        head.Version(1);
        head.Skip(3);
        var size = head.Length();
        source.Check(address, size, "a global heap collection");
        source.Metadata.Enter(address, size);
        var objects = new Dictionary<int, (long Address, long Size)>();
        // The collection's own prefix and those of its objects are filled up to a multiple of eight, which shows where lengths have four bytes.
        var prefix = 8 + source.LengthSize + 7 & ~7;
        for (long at = prefix; at + prefix <= size;)
        {
            var block = source.Block(address + at, prefix, "an object in a global heap");
            var index = block.U16();
            block.Skip(6);
            var length = block.Length();
            if (index == 0) break;
            if (length > size - at - prefix) throw block.Fail($"object {index} of {length} bytes does not fit its global heap collection");
            source.Take(block.Address, Hdf5Source.BlockOverhead, "a global heap collection");
            if (!objects.TryAdd(index, (address + at + prefix, length))) throw block.Fail($"object {index} is twice in its global heap collection");
            at += prefix + (length + 7 & ~7L);
        }

        return objects;
    }
}
