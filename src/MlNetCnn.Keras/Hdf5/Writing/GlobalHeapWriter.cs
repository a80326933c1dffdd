namespace MlNetCnn.Keras.Hdf5;

/// <summary>Packs variable-length strings into global heap collections (section III.E).</summary>
internal sealed class GlobalHeapWriter
{
    private const int SmallestCollection = 4096;
    private const int Prefix = 16;

    private readonly List<List<byte[]>> collections = [];
    private readonly Dictionary<PendingAttribute, (int Collection, int Index)[]> places = new(ReferenceEqualityComparer.Instance);
    private readonly List<int> addresses = [];
    private int used;

    /// <summary>Takes the strings of an attribute; strings that fit share a collection.</summary>
    public void Add(PendingAttribute attribute)
    {
        if (attribute.Texts is not { } texts) return;
        places.Add(attribute, [.. texts.Select(text => text.Length == 0 ? (-1, 0) : Add(text))]);
    }

    /// <summary>Writes all collections to the end of an image of the file.</summary>
    public void WriteTo(ByteBuilder image)
    {
        foreach (var collection in collections)
        {
            var needed = Prefix + collection.Sum(text => Prefix + Padded(text.Length));
            var size = Math.Max(SmallestCollection, needed);
            var start = image.Length;
            addresses.Add(start);
            image.Raw("GCOL"u8).U8(1).U8(0).U16(0).U64(size);
            for (var i = 0; i < collection.Count; i++)
                image.U16(i + 1).U16(0).U32(0).U64(collection[i].Length).Raw(collection[i]).Pad();

            // Object 0 is the free space, where there is room to tell of it.
            var free = size - (image.Length - start);
            if (free >= Prefix) image.U64(0).U64(free);
            image.Allocate(size - (image.Length - start));
        }
    }

    /// <summary>Where a string of an attribute lies; zeros for an empty string.</summary>
    public (long Collection, int Index) Find(PendingAttribute attribute, int text) =>
        places[attribute][text] is (>= 0, var index) place ? (addresses[place.Collection], index) : default;

    private (int Collection, int Index) Add(byte[] text)
    {
        var size = checked(Prefix + Padded(text.Length));
        if (collections.Count == 0 || used + size > SmallestCollection)
        {
            collections.Add([]);
            used = Prefix;
        }

        used += size;
        collections[^1].Add(text);
        return (collections.Count - 1, collections[^1].Count);
    }

    private static int Padded(int length) => checked(length + 7) & ~7;
}
